import { comparingForm } from '../text/comparing-form.ts';

/** Where a firm is found on the web: its e-mail address and its own sites, in their comparing forms. */

export interface Email {
  readonly address: string;
  /** Without what follows a plus sign, which is usually a label of the owner's own. */
  readonly untagged: string;
  readonly domain: string;
}

/** Null when it is no address at all. */
export function emailOf(typed: string): Email | null {
  const address = comparingForm('email', typed).replace(/\.$/, '');
  const parts = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(address);
  const [, user = '', domain = ''] = parts ?? [];
  return parts === null ? null : { address, untagged: `${user.replace(/(?!^)\+.*$/, '')}@${domain}`, domain };
}

/** The sites that are this firm's own, from its website and its e-mail: never a free mail provider's. */
export function sitesOf(url: string, email: Email | null): readonly string[] {
  const domain = email === null ? '' : registered(email.domain);
  const own = domain === '' || isMailProvider(domain) || PLATFORMS.has(domain) ? '' : domain;
  return [...new Set([siteOf(url), own])].filter((site) => site !== '');
}

/** "https://www.acme.example/shop" is acme.example; on a platform of many firms the page counts. */
function siteOf(url: string): string {
  const [host = '', page = ''] = comparingForm('url', url)
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .split(/[/?#]/);
  const name = host.replace(/:\d+$/, '').replace(/\.$/, '');
  if (!/^[^\s@.]+(?:\.[^\s@.]+)+$/.test(name)) return '';
  const domain = registered(name);
  if (isMailProvider(domain)) return '';
  return PLATFORMS.has(domain) ? `${name}/${page}` : domain;
}

/** The registered domain: shop.acme.co.uk is acme.co.uk. A short rule in place of the list of all suffixes. */
function registered(host: string): string {
  const labels = host.split('.');
  const [above = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && SECOND_LEVELS.has(above) ? -3 : -2).join('.');
}

function isMailProvider(domain: string): boolean {
  return MAIL_PROVIDERS.has(domain) || MAIL_BRANDS.has(domain.slice(0, domain.indexOf('.')));
}

function listed(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const SECOND_LEVELS = listed('co com org net gov ac edu or ne go gob gouv ltd plc me nom');

/** Under whatever ending: yahoo.co.jp, gmx.at. */
const MAIL_BRANDS = listed('gmail googlemail yahoo ymail hotmail outlook live msn gmx aol');

const MAIL_PROVIDERS = listed(`
  icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com tuta.com zoho.com mail.com email.com fastmail.com
  hey.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org online.de 1und1.de vodafone.de kabelmail.de
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it
  telefonica.net terra.es sapo.pt mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru rambler.ru ukr.net i.ua
  seznam.cz centrum.cz email.cz post.cz azet.sk wp.pl o2.pl onet.pl onet.eu interia.pl op.pl poczta.onet.pl gazeta.pl
  freemail.hu citromail.hu abv.bg mail.bg ziggo.nl kpnmail.nl planet.nl home.nl hetnet.nl xs4all.nl upcmail.nl
  telenet.be skynet.be bluewin.ch hispeed.ch sunrise.ch chello.at aon.at a1.net online.no telia.com bredband.net
  comhem.se spray.se mail.dk jubii.dk luukku.com btinternet.com btopenworld.com sky.com virginmedia.com talktalk.net
  ntlworld.com blueyonder.co.uk eircom.net comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
  charter.net earthlink.net juno.com optonline.net rogers.com shaw.ca telus.net sympatico.ca bell.net videotron.ca
  bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz uol.com.br bol.com.br terra.com.br ig.com.br
  qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net docomo.ne.jp ezweb.ne.jp
  softbank.ne.jp nifty.com rediffmail.com
`);

const PLATFORMS = listed(`
  facebook.com fb.com instagram.com linkedin.com twitter.com x.com tiktok.com youtube.com pinterest.com linktr.ee
  wixsite.com wix.com squarespace.com weebly.com wordpress.com blogspot.com business.site myshopify.com shopify.com
  jimdosite.com jimdofree.com jimdo.com webnode.com godaddysites.com github.io etsy.com ebay.com amazon.com yelp.com
  tripadvisor.com booking.com airbnb.com google.com goo.gl wa.me t.me bit.ly carrd.co notion.site webflow.io
`);
