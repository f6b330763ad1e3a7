import { SEED_ROWS } from './seed-rows.ts';
import type { SeedAddress, SeedRow } from './seed-rows.ts';
import { add, EMPTY_SITE } from './site.ts';
import type { Site, SomeValues } from './site.ts';

const FIRST_NUMBER = 601;
const DAY = 86_400;

/** The first accounts, made over the two years before `now` (epoch seconds), the last of them yesterday. */
export function seedSite(now: number, newId: () => string): Site {
  const step = Math.floor((2 * 365 * DAY) / SEED_ROWS.length);
  return SEED_ROWS.reduce(
    (site, row, index) => {
      // A little off the grid, so that the stamps look like a site's and not like a table's.
      const at = now - DAY - (SEED_ROWS.length - 1 - index) * step - ((index * 7_919) % 30_000);
      return add(site, { id: newId(), contextId: row.context, values: valuesOf(row), at }).site;
    },
    { ...EMPTY_SITE, nextNumber: FIRST_NUMBER },
  );
}

function valuesOf({ name, email = '', phone = '', url = '', billing, shipping }: SeedRow): SomeValues {
  const goods = shipping === 'same' ? billing : shipping;
  return {
    name,
    office_email: email,
    office_phone: phone,
    url,
    ...(billing === undefined ? {} : billingOf(billing)),
    ...(goods === undefined ? {} : shippingOf(goods)),
  };
}

function billingOf([street, line2, city, region, postal, country]: SeedAddress): SomeValues {
  return {
    billing_address_1: street,
    billing_address_2: line2,
    billing_city: city,
    billing_region: region,
    billing_country: country,
    billing_postal_code: postal,
  };
}

function shippingOf([street, line2, city, region, postal, country]: SeedAddress): SomeValues {
  return {
    shipping_address_1: street,
    shipping_address_2: line2,
    shipping_city: city,
    shipping_region: region,
    shipping_country: country,
    shipping_postal_code: postal,
  };
}
