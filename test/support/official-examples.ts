/**
 * The examples of SalesBinder's two official pages, letter by letter, as text: names, order and spelling count.
 * https://www.salesbinder.com/api/accounts/add/ and /edit/, both "Updated on February 7th, 2022".
 */

/** "Add Account", Example JSON Data to Submit. */
export const ADD_REQUEST_JSON = `{
  "customer":{
    "context_id":"2",
    "name":"API Created Customer",
    "office_email":"sales@acme-company.com",
    "office_phone":"(604) 555-5555",
    "office_fax":"",
    "url":"acme-company.com",
    "billing_address_1":"Suite 100 - 1234 West 4th Avenue",
    "billing_city":"Vancouver",
    "billing_region":"BC",
    "billing_country":"Canada",
    "billing_postal_code":"V6P 6W5",
    "shipping_address_1":"Suite 100 - 1234 West 4th Avenue",
    "shipping_city":"Vancouver",
    "shipping_region":"BC",
    "shipping_country":"Canada",
    "shipping_postal_code":"V6P 6W5"
  }
}`;

/** "Add Account", Example XML Data to Submit. */
export const ADD_REQUEST_XML = `<?xml version="1.0" encoding="UTF-8" ?>
<customer>
  <context_id>2</context_id>
  <name>API Created Customer</name>
  <office_email>sales@acme-company.com</office_email>
  <office_phone>(604) 555-5555</office_phone>
  <office_fax></office_fax>
  <url>acme-company.com</url>
  <billing_address_1>Suite 100 - 1234 West 4th Avenue</billing_address_1>
  <billing_city>Vancouver</billing_city>
  <billing_region>BC</billing_region>
  <billing_country>Canada</billing_country>
  <billing_postal_code>V6P 6W5</billing_postal_code>
  <shipping_address_1>Suite 100 - 1234 West 4th Avenue</shipping_address_1>
  <shipping_city>Vancouver</shipping_city>
  <shipping_region>BC</shipping_region>
  <shipping_country>Canada</shipping_country>
  <shipping_postal_code>V6P 6W5</shipping_postal_code>
</customer>`;

/** "Add Account", Example JSON Returned Response. */
export const ADD_ANSWER_JSON = `{
    "message": "Saved",
    "customer": {
        "context_id": 2,
        "name": "API Created Customer",
        "office_email": "sales@acme-company.com",
        "office_phone": "(604) 555-5555",
        "office_fax": "",
        "url": "acme-company.com",
        "billing_address_1": "Suite 100 - 1234 West 4th Avenue",
        "billing_city": "Vancouver",
        "billing_region": "BC",
        "billing_country": "Canada",
        "billing_postal_code": "V6P 6W5",
        "shipping_address_1": "Suite 100 - 1234 West 4th Avenue",
        "shipping_city": "Vancouver",
        "shipping_region": "BC",
        "shipping_country": "Canada",
        "shipping_postal_code": "V6P 6W5",
        "customer_number": 641,
        "created": "2016-11-11T01:13:09+00:00",
        "modified": "2016-11-11T01:13:09+00:00",
        "id": "19d367c8-97c7-409f-bf67-2ad543493648"
    }
}`;

/** "Edit Account", Example JSON Data to Submit. */
export const EDIT_REQUEST_JSON = `{
  "customer":{
    "name":"API Renamed Customer"
  }
}`;

/** "Edit Account", Example XML Data to Submit. */
export const EDIT_REQUEST_XML = `<?xml version="1.0" encoding="UTF-8" ?>
<customer>
  <name>API Renamed Customer</name>
</customer>`;

/** "Edit Account", Example JSON Returned Response. */
export const EDIT_ANSWER_JSON = `{
    "message": "Saved",
    "customer": {
        "id": "19d367c8-97c7-409f-bf67-2ad543493648",
        "name": "API Renamed Customer",
        "customer_number": 641,
        "office_email": "sales@acme-company.com",
        "office_phone": "(604) 555-5555",
        "office_fax": "",
        "url": "acme-company.com",
        "billing_address_1": "Suite 100 - 1234 West 4th Avenue",
        "billing_address_2": "",
        "billing_city": "Vancouver",
        "billing_region_id": null,
        "billing_region": "BC",
        "billing_postal_code": "V6P 6W5",
        "billing_country_id": null,
        "billing_country": "Canada",
        "shipping_address_1": "Suite 100 - 1234 West 4th Avenue",
        "shipping_address_2": "",
        "shipping_city": "Vancouver",
        "shipping_region_id": null,
        "shipping_region": "BC",
        "shipping_postal_code": "V6P 6W5",
        "shipping_country_id": null,
        "shipping_country": "Canada",
        "vat_number": "",
        "context_id": 2,
        "document_count": null,
        "tax_rate1": null,
        "tax_rate2": null,
        "customer_date": null,
        "archived": false,
        "customer_label_id": null,
        "pricing_tier_id": "",
        "user_id": "",
        "modified": "2016-11-11T01:16:55+00:00",
        "created": "2016-11-11T01:13:09+00:00"
    }
}`;
