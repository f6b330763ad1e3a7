/** Copied from the official pages "Add Account", "Edit Account", "List Accounts" and "View Account". */

export const ADD_REQUEST = `{
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

export const ADD_ANSWER = `{
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

export const EDIT_REQUEST = `{
  "customer":{
    "name":"API Renamed Customer"
  }
}`;

export const EDIT_ANSWER = `{
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

/** The List sample as far as it is on record: counters in strings, rows nested; it is cut after the fax. */
export const LIST_ANSWER = `{"count":"99","page":"32","pages":"33",
 "customers":[[{"name":"Widgets Emporium","customer_number":516,"office_email":"widgets@testing.com",
   "office_phone":"604-968-9588","office_fax":"","id":"5d3f2a10-0000-4000-8000-000000000516"}]]}`;
