"""Programs for invoices and shops: QuickBooks, Xero, Wave, FreshBooks, Shopify, WooCommerce, 1C."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, patterns, table

QUICKBOOKS_DESKTOP = System(
    "quickbooks",
    marks(
        "Customer | Balance Total | Main Email",
        "Customer | Main Phone | Alt. Phone",
        "Customer | Bill to 1 | Bill to 2",
    ),
    table("""
        account = Customer
        company = Company
        given_name = First Name
        middle_name = M.I.
        family_name = Last Name
        phone:work = Main Phone
        phone:other = Alt. Phone
        phone:fax = Fax
        email = Main Email | CC Email
        role = Job Title
        address:billing = Bill to 1 | Bill to 2 | Bill to 3 | Bill to 4 | Bill to 5
        address:shipping = Ship to 1 | Ship to 2 | Ship to 3 | Ship to 4 | Ship to 5
        note = Note | Notes
    """),
)
QUICKBOOKS_ONLINE = System(
    "quickbooks",
    marks(
        "Customer full name | Phone numbers | Email",
        "Customer | Phone Numbers | Email | Full Name | Billing Address",
        "Full Name | Company | Opening Balance | ZIP",
    ),
    table("""
        account = Customer full name | Customer | Full Name
        company = Company name | Company
        phone:work = Phone numbers | Phone
        phone:mobile = Mobile
        phone:fax = Fax
        email = Email | E-mail
        url = Website
        street = Street
        city = City
        region = State
        postcode = ZIP
        country = Country
        address:billing = Billing Address | Bill address
        address:shipping = Shipping Address | Ship address
    """),
)
XERO = System(
    "xero",
    marks(
        "ContactName | POAddressLine1 | EmailAddress",
        "ContactName | AccountNumber | EmailAddress | FirstName",
        "ContactName | SAAddressLine1",
    ),
    table("""
        account = ContactName
        given_name = FirstName
        family_name = LastName
        email = EmailAddress
        phone:work = PhoneNumber
        phone:mobile = MobileNumber
        phone:fax = FaxNumber
        phone:direct = DDINumber
        street:billing = POAddressLine1 | POAddressLine2 | POAddressLine3 | POAddressLine4
        city:billing = POCity
        region:billing = PORegion
        postcode:billing = POPostalCode
        country:billing = POCountry
        street:shipping = SAAddressLine1 | SAAddressLine2 | SAAddressLine3 | SAAddressLine4
        city:shipping = SACity
        region:shipping = SARegion
        postcode:shipping = SAPostalCode
        country:shipping = SACountry
        tax_id = TaxNumber
        url = Website
        external_id = AccountNumber
    """),
)
WAVE = System(
    "wave",
    marks(
        "customer_name | contact_first_name | contact_last_name",
        "customer_name | customer_currency | account_number",
    ),
    table("""
        account = customer_name
        given_name = contact_first_name
        family_name = contact_last_name
        email = email
        currency = customer_currency
        external_id = account_number
        phone:work = phone
        phone:mobile = mobile
        phone:fax = fax
        phone:other = toll_free
        url = website
        country = country
        region = province/state
        street = address_line_1 | address_line_2
        city = city
        postcode = postal_code/zip_code
        note = internal_notes
    """),
)
FRESHBOOKS = System(
    "freshbooks",
    marks("Organization | First Name | Last Name | Email | Province/State"),
    table("""
        company = Organization
        given_name = First Name
        family_name = Last Name
        email = Email
        phone:work = Phone
        street = Street | Street 2
        city = City
        region = Province/State
        country = Country
        postcode = Postal Code
        note = Notes
    """),
)
ZOHO_BOOKS = System(
    "zoho",
    marks(
        "Display Name | EmailID | MobilePhone", "Display Name | Company Name | Customer Sub Type"
    ),
    table("""
        external_id = Customer ID | Contact ID
        name = Display Name
        display_name = Customer Name | Contact Name
        company = Company Name
        given_name = First Name
        family_name = Last Name
        email = EmailID
        phone:work = Phone
        phone:mobile = MobilePhone
        currency = Currency Code
        url = Website
        street:billing = Billing Address | Billing Street2
        city:billing = Billing City
        region:billing = Billing State
        country:billing = Billing Country
        postcode:billing = Billing Code
        phone:billing = Billing Phone
        street:shipping = Shipping Address | Shipping Street2
        city:shipping = Shipping City
        region:shipping = Shipping State
        country:shipping = Shipping Country
        postcode:shipping = Shipping Code
        phone:shipping = Shipping Phone
        phone:fax = Billing Fax | Shipping Fax
        note = Notes
    """),
)
SHOPIFY = System(
    "shopify",
    marks(
        "First Name | Last Name | Accepts Email Marketing",
        "First Name | Last Name | Accepts Marketing | Total Spent",
        "Customer ID | Email | Default Address Company",
    ),
    table("""
        external_id = Customer ID
        given_name = First Name
        family_name = Last Name
        email = Email
        company = Default Address Company | Company
        street = Default Address Address1 | Default Address Address2 | Address1 | Address2
        city = Default Address City | City
        region = Default Address Province Code | Province
        country = Default Address Country Code | Country Code
        custom = Country
        postcode = Default Address Zip | Zip
        phone = Phone | Default Address Phone
        tag = Tags
        note = Note
    """),
    has_apostrophes=True,
)
WOOCOMMERCE = System(
    "woocommerce",
    marks(
        "Name | Username | Last Active | Sign Up",
        "Name | Email | AOV | Country / Region",
        "billing_first_name | billing_last_name | billing_email",
    ),
    table("""
        name = Name
        email = Email | billing_email
        country = Country / Region | billing_country
        city = City | billing_city
        region = Region | billing_state
        postcode = Postal Code | billing_postcode
        given_name = billing_first_name
        family_name = billing_last_name
        company = billing_company
        street = billing_address_1 | billing_address_2
        phone = billing_phone
    """),
)
ONE_C = System(
    "1c",
    marks(
        "Наименование | ИНН | КПП",
        "Наименование | Полное наименование | ИНН",
        "Наименование | Юр. / физ. лицо",
        "Наименование | ИНН | Юридический адрес",
        "Наименование | ИНН | Р/С",
    ),
    table("""
        account = Наименование | Наименование в программе
        name = Контактное лицо | Основное контактное лицо
        tax_id:ru = ИНН
        kind = Юр. / физ. лицо | Тип | Вид контрагента | Юр./физ. лицо
        address = Юридический адрес | Адрес
        address:postal = Почтовый адрес
        address:actual = Фактический адрес
        phone = Телефон | Телефоны
        email = Электронная почта | E-mail | Email
        note = Комментарий
        external_id = Код
    """),
    patterns(r"phone = (?:контактный )?телефон.*"),
    country="RU",
)
