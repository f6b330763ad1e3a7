/** Words of business names that say little or nothing about which business it is; folded as in firm-name.ts. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Legal forms, dropped from the end of a name. */
export const LEGAL_FORMS = words(`
  inc incorporated corp corporation co company ltd limited llc llp lp plc pc pllc lllp cic cio
  gmbh ggmbh mbh ag kg kgaa ohg gbr ug ek ev eg aktiengesellschaft
  sa sas sasu sarl eurl snc scs sca sci scop selarl srl srls sapa spa sasb ste
  as asa ab aktiebolag hb kb ks ans aps ivs amba oy oyj ab tmi ky hf ehf ou sia uab
  bv nv vof cv bvba cvba vzw sl slu slne sal sau scp cb lda ltda eireli epp cia
  sro doo dd ad ead ood eood jsc pjsc cjsc ojsc kft zrt nyrt bt rt spzoo spj spk
  pty pte pvt private proprietary bhd sdn kk yk gk godo kabushiki gaisha kaisha
  sti tic san ooo oao zao pao ao ип ооо оао зао пао ао тов чп αε επε οε εε ικε
`);

/** Legal forms that stand before the name. */
export const LEADING_FORMS = words('ооо оао зао пао ао ип тов ooo oao zao pao pt cv fa ste societe firma');

/** Joining words and articles: dropped wherever they stand. */
export const SMALL_WORDS = words(`
  and und et og och ja und the of for at by le la les des du de der die das den dem zur zum im am
  el los las del da do dos das di della dello y lo il gli van von vom het
`);

/** Words that many firms add or leave out: they never tell two firms apart by themselves. */
export const WEAK_WORDS = words(`
  service services group gruppe groupe grupo gruppo holding solution system international global worldwide europe
  store shop boutique laden butik trading trade trader enterprise partner associate consulting team official online
  studio atelier house haus casa maison home restaurant ristorante osteria trattoria taverna cafe bar bistro hotel
  pension inn clinic klinik practice praxi praxis cabinet dr prof mr mrs familie family brother son sohn sohne
  weingut estate school club center zentrum center uk usa us canada deutschland germany france italia espana
  lead prospect customer supplier new old owner former branch office headquarter hq main head
  supply industry product work
`);

/** Other ways to write the same word. */
export const SAME_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    saint: 'st',
    sankt: 'st',
    intl: 'international',
    int: 'international',
    mfg: 'manufacturing',
    mfr: 'manufacturing',
    bro: 'brother',
    gebr: 'brother',
    gebruder: 'brother',
    centre: 'center',
    harbour: 'harbor',
    theatre: 'theater',
    colour: 'color',
    jewellery: 'jewelry',
    vet: 'veterinary',
    physio: 'physiotherapy',
    assoc: 'associate',
    svc: 'service',
    natl: 'national',
    dept: 'department',
    univ: 'university',
    hosp: 'hospital',
    bldg: 'building',
    mtn: 'mountain',
    one: '1',
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    ten: '10',
  }),
);
