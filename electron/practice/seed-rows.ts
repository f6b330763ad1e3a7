import type { ContextId } from './fields.ts';

/**
 * The practice site's first accounts: invented firms at addresses ending in `.example`, which nobody can own, and
 * numbers from ranges kept for fiction where a country has one. Some are incomplete, as real ones are.
 */
export interface SeedRow {
  readonly context: ContextId;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly url?: string;
  /** Street, second line, city, region, postal code, country. */
  readonly billing?: SeedAddress;
  /** `same`: as billing. */
  readonly shipping?: SeedAddress | 'same';
}

export type SeedAddress = readonly [
  street: string,
  line2: string,
  city: string,
  region: string,
  postal: string,
  country: string,
];

// prettier-ignore
export const SEED_ROWS: readonly SeedRow[] = [
  { context: 2, name: 'Harbour & Pine Outfitters', email: 'orders@harbourpine.example', phone: '(604) 555-0142', url: 'harbourpine.example', billing: ['Suite 210 - 1188 Water Street', '', 'Vancouver', 'BC', 'V6B 1B2', 'Canada'], shipping: 'same' },
  { context: 2, name: 'Café Molière', email: 'bonjour@cafe-moliere.example', phone: '+33 1 99 00 12 34', url: 'cafe-moliere.example', billing: ['14 rue des Tanneurs', '', 'Lyon', 'Auvergne-Rhône-Alpes', '69002', 'France'], shipping: 'same' },
  { context: 2, name: 'Bäckerei Grünwald GmbH', email: 'einkauf@baeckerei-gruenwald.example', phone: '+49 30 23125 118', url: 'baeckerei-gruenwald.example', billing: ['Schönhauser Straße 41', 'Hinterhaus', 'Berlin', 'Berlin', '10435', 'Germany'], shipping: ['Rampe 3, Storkower Straße 160', '', 'Berlin', 'Berlin', '10407', 'Germany'] },
  { context: 2, name: 'Thistle & Loom', email: 'hello@thistleandloom.example', phone: '0131 496 0721', billing: ['7 Candlemaker Row', '', 'Edinburgh', 'Scotland', 'EH1 2QG', 'United Kingdom'], shipping: 'same' },
  { context: 2, name: 'Lone Mesa Hardware', email: 'buyer@lonemesa.example', phone: '(505) 555-0188', billing: ['902 Cerrillos Road', '', 'Santa Fe', 'NM', '87505', 'USA'], shipping: ['Dock B, 905 Cerrillos Road', '', 'Santa Fe', 'NM', '87505', 'USA'] },
  { context: 2, name: 'Fjordlys Belysning AS', email: 'post@fjordlys.example', phone: '+47 55 01 22 33', url: 'fjordlys.example', billing: ['Strandgaten 18', '', 'Bergen', 'Vestland', '5013', 'Norway'], shipping: 'same' },
  { context: 2, name: 'Panadería Peña e Hijos', email: 'pedidos@penaehijos.example', phone: '+34 910 555 014', billing: ['Calle de la Cebada 22', 'Bajo izq.', 'Madrid', 'Madrid', '28005', 'Spain'] },
  { context: 2, name: 'Wattle Creek Nursery', email: 'sales@wattlecreek.example', phone: '(03) 5550 4471', url: 'www.wattlecreek.example', billing: ['55 Old Mill Lane', '', 'Daylesford', 'VIC', '3460', 'Australia'], shipping: 'same' },
  { context: 2, name: 'Møller & Søn Cykler', email: 'butik@mollercykler.example', phone: '+45 33 55 01 77', billing: ['Nørrebrogade 96', '', 'København', '', '2200', 'Denmark'], shipping: 'same' },
  { context: 2, name: 'Ōtautahi Surf Co', email: 'shop@otautahisurf.example', phone: '+64 3 555 0139', billing: ['12 The Esplanade', 'Sumner', 'Christchurch', 'Canterbury', '8081', 'New Zealand'] },
  { context: 2, name: 'Brightwater Dental Group', email: 'frontdesk@brightwaterdental.example', phone: '(206) 555-0117', billing: ['4100 Stone Way N', 'Suite 5', 'Seattle', 'WA', '98103', 'USA'], shipping: 'same' },
  { context: 2, name: 'Słoneczny Ogród', email: 'biuro@slonecznyogrod.example', phone: '+48 12 555 01 90', billing: ['ul. Kwiatowa 5', '', 'Kraków', 'małopolskie', '31-019', 'Poland'], shipping: 'same' },
  { context: 2, name: 'Quayside Fish Market', phone: '01632 960 233', billing: ['2 The Quay', '', 'Whitby', 'North Yorkshire', 'YO21 1DN', 'United Kingdom'] },
  { context: 2, name: 'Trattoria da Niccolò', email: 'info@daniccolo.example', billing: ['Via San Zanobi 31', '', 'Firenze', 'Toscana', '50129', 'Italy'] },
  { context: 2, name: 'Maple Ridge School District', email: 'purchasing@mrsd.example', phone: '(604) 555-0163', billing: ['22225 Brown Avenue', '', 'Maple Ridge', 'BC', 'V2X 8N6', 'Canada'], shipping: ['Receiving, 11980 224 Street', '', 'Maple Ridge', 'BC', 'V2X 6B1', 'Canada'] },
  { context: 2, name: 'Ito Stationery', email: 'ito@ito-bungu.example', phone: '+81 3 5550 0148', billing: ['2-8-4 Yanaka', '', 'Taito-ku', 'Tokyo', '110-0001', 'Japan'], shipping: 'same' },
  { context: 2, name: 'Veldkamp Fietsen', email: 'winkel@veldkampfietsen.example', phone: '+31 20 555 0126', billing: ['Haarlemmerdijk 77', '', 'Amsterdam', '', '1013 KC', 'Netherlands'] },
  { context: 2, name: 'Three Rivers Brewing', email: 'office@threerivers.example', phone: '(412) 555-0174', url: 'threerivers.example', billing: ['2816 Smallman Street', '', 'Pittsburgh', 'PA', '15222', 'USA'], shipping: 'same' },
  { context: 2, name: 'Green Gable B&B' },
  { context: 2, name: "O'Connell's Saddlery", email: 'eoin@oconnellsaddlery.example', phone: '+353 20 915 0142', billing: ['Main Street', '', 'Kenmare', 'Co. Kerry', 'V93 X2W1', 'Ireland'], shipping: 'same' },
  { context: 8, name: 'Atelier Céladon', email: 'contact@atelier-celadon.example', phone: '+33 1 99 00 56 78', billing: ['3 impasse du Four', '', 'Limoges', 'Nouvelle-Aquitaine', '87000', 'France'] },
  { context: 8, name: 'Redwood Climbing Gym', email: 'manager@redwoodclimb.example', phone: '(707) 555-0155', billing: ['610 L Street', '', 'Eureka', 'CA', '95501', 'USA'] },
  { context: 8, name: 'Hotel Zur Goldenen Gans', email: 'empfang@goldenegans.example', billing: ['Marktplatz 9', '', 'Rothenburg ob der Tauber', 'Bayern', '91541', 'Germany'] },
  { context: 8, name: 'Kiwi Crate Logistics', phone: '+64 9 555 0112' },
  { context: 8, name: 'São Bento Papelaria', email: 'geral@saobento.example', phone: '+351 22 555 0181', billing: ['Rua das Flores 120', '', 'Porto', '', '4050-263', 'Portugal'] },
  { context: 8, name: 'Northgate Veterinary Clinic', email: 'admin@northgatevets.example', phone: '0117 496 0358', billing: ['88 Gloucester Road', '', 'Bristol', '', 'BS7 8BN', 'United Kingdom'] },
  { context: 8, name: 'Dr. Ayşe Yılmaz Physiotherapy', email: 'randevu@yilmazfizyo.example', billing: ['Bağdat Caddesi 214', 'Kat 2', 'İstanbul', 'Kadıköy', '34728', 'Türkiye'] },
  { context: 8, name: 'Prairie Sky Yoga', email: 'namaste@prairiesky.example', phone: '(306) 555-0129', billing: ['', '', 'Saskatoon', 'SK', '', 'Canada'] },
  { context: 8, name: 'Met at the spring fair - lamps' },
  { context: 8, name: 'Kafé Åkerlund', email: 'hej@kafeakerlund.example', phone: '+46 8 555 01 34', billing: ['Götgatan 48', '', 'Stockholm', '', '118 26', 'Sweden'] },
  { context: 10, name: 'Pacific Carton & Label', email: 'service@pacificcarton.example', phone: '(503) 555-0191', url: 'pacificcarton.example', billing: ['7320 N Lombard Way', '', 'Portland', 'OR', '97203', 'USA'], shipping: 'same' },
  { context: 10, name: 'Tuchfabrik Wörner KG', email: 'vertrieb@tuch-woerner.example', phone: '+49 711 23125 40', url: 'tuch-woerner.example', billing: ['Spinnereiweg 2', '', 'Reutlingen', 'Baden-Württemberg', '72762', 'Germany'] },
  { context: 10, name: 'Sheffield Blade Works', email: 'trade@sheffieldblade.example', phone: '0114 496 0904', billing: ['Unit 6, Kelham Island', '', 'Sheffield', 'South Yorkshire', 'S3 8RY', 'United Kingdom'], shipping: 'same' },
  { context: 10, name: 'Oliveira Cortiças Lda', email: 'vendas@oliveiracorticas.example', phone: '+351 22 555 0147', billing: ['Zona Industrial, Lote 14', '', 'Santa Maria da Feira', 'Aveiro', '4520-102', 'Portugal'] },
  { context: 10, name: 'Shenzhen Lumen Parts', email: 'export@lumenparts.example', phone: '+86 755 5550 0166', billing: ['Building 4, 18 Keji Road', 'Nanshan District', 'Shenzhen', 'Guangdong', '518057', 'China'] },
  { context: 10, name: 'Alpine Freight Forwarders', email: 'dispo@alpinefreight.example', phone: '+41 44 555 01 58', billing: ['Hafenstrasse 33', '', 'Basel', 'Basel-Stadt', '4057', 'Switzerland'] },
  { context: 10, name: 'Cedar Valley Packaging', phone: '(319) 555-0136', billing: ['', '', 'Cedar Falls', 'IA', '', 'USA'] },
  { context: 10, name: 'Ghent Ink & Paper', email: 'orders@ghentink.example', billing: ['Dok-Noord 7', '', 'Gent', 'Oost-Vlaanderen', '9000', 'Belgium'] },
];
