import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

/** The `.xml` side of add and edit, as the two official pages show the request: one flat `<customer>`. */
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  htmlEntities: true,
});
const builder = new XMLBuilder({ format: true });

/** `{customer: {...}}` with every value as text; null when it is not XML. */
export function readXml(text: string): unknown {
  // A document type could define entities that grow without end; no client of this API has a use for one.
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return null;
  try {
    return parser.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The pages print no XML answer. `<response>` is what CakePHP, which SalesBinder is made with, names the root. */
export function writeXml(body: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ response: body })}`;
}
