"""Other programs for customers: HubSpot, Salesforce, Pipedrive, Zoho, Odoo."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, patterns, table

HUBSPOT = System(
    "hubspot",
    marks(
        "Record ID | First Name | Last Name | Email",
        "Record ID | Contact owner | Lead Status",
        "First Name | Last Name | Lifecycle Stage | Contact owner",
    ),
    table("""
        external_id = Record ID | Record ID - Contact
        given_name = First Name
        family_name = Last Name
        email = Email | Work email
        phone:work = Phone Number
        phone:mobile = Mobile Phone Number
        phone:fax = Fax Number
        company = Associated Company | Company Name | Primary Associated Company Name
        role = Job Title
        street = Street Address | Street Address 2
        city = City
        region = State/Region
        postcode = Postal Code
        country = Country/Region
        url = Website URL
        birthday = Date of Birth
        language = Preferred language
        source = Original Source
        note = Message
    """),
)
HUBSPOT_COMPANIES = System(
    "hubspot",
    marks("Record ID | Company name | Company owner", "Record ID | Company name | Phone Number"),
    table("""
        external_id = Record ID
        company = Company name
        phone = Phone Number
        url = Website URL | Company Domain Name
        street = Street Address | Street Address 2
        city = City
        region = State/Region
        postcode = Postal Code
        country = Country/Region
        note = Description
    """),
    prefix="company:",
)
HUBSPOT_DEALS = System(
    "hubspot",
    marks("Record ID | Deal Name | Deal Stage", "Deal Name | Deal Stage | Close Date"),
    table("""
        deal.id = Record ID
        deal.title = Deal Name
        deal.stage = Deal Stage
        deal.amount = Amount
        deal.currency = Currency
        deal.close = Close Date
        deal.note = Deal Description
        name = Associated Contact
        company = Associated Company | Associated Company (Primary)
    """),
)

_SALESFORCE_REPORT = """
    given_name = First Name
    middle_name = Middle Name
    family_name = Last Name
    role = Title
    company = Account Name | Company / Account
    street = Mailing Street | Street
    city = Mailing City | City
    region = Mailing State/Province | State/Province
    postcode = Mailing Zip/Postal Code | Zip/Postal Code
    country = Mailing Country | Country
    street:other = Other Street
    city:other = Other City
    region:other = Other State/Province
    postcode:other = Other Zip/Postal Code
    country:other = Other Country
    phone:work = Phone | Business Phone
    phone:mobile = Mobile
    phone:home = Home Phone
    phone:other = Other Phone
    phone:assistant = Asst. Phone
    phone:fax = Fax
    email = Email
    birthday = Birthdate
    source = Lead Source
    external_id = Contact ID
    note = Description
"""
SALESFORCE_REPORT = System(
    "salesforce",
    marks(
        "First Name | Last Name | Account Name | Account Owner",
        "Last Name | Account Name | Mailing Street",
        "Last Name | Mailing State/Province | Mailing Zip/Postal Code",
        "First Name | Company / Account | Lead Source",
    ),
    table(_SALESFORCE_REPORT),
)
SALESFORCE_DATA = System(
    "salesforce",
    marks("Id | IsDeleted | AccountId | LastName", "Id | LastName | FirstName | OwnerId"),
    table("""
        external_id = Id
        given_name = FirstName
        family_name = LastName
        role = Title
        company = Company
        street = MailingStreet | Street
        city = MailingCity | City
        region = MailingState | State
        postcode = MailingPostalCode | PostalCode
        country = MailingCountry | Country
        street:other = OtherStreet
        city:other = OtherCity
        region:other = OtherState
        postcode:other = OtherPostalCode
        country:other = OtherCountry
        phone:work = Phone
        phone:mobile = MobilePhone
        phone:home = HomePhone
        phone:other = OtherPhone
        phone:assistant = AssistantPhone
        phone:fax = Fax
        email = Email
        birthday = Birthdate
        source = LeadSource
        note = Description
    """),
    idle=frozenset({"0", "false"}),
)
SALESFORCE_ACCOUNTS = System(
    "salesforce",
    marks("Id | IsDeleted | MasterRecordId | Name | BillingStreet"),
    table("""
        external_id = Id
        company = Name
        street = BillingStreet
        city = BillingCity
        region = BillingState
        postcode = BillingPostalCode
        country = BillingCountry
        phone = Phone
        phone:fax = Fax
        url = Website
        note = Description
    """),
    idle=frozenset({"0", "false"}),
)

PIPEDRIVE = System(
    "pipedrive",
    marks(
        "Person - Name | Person - Email",
        "Person - Name | Person - Phone",
        "Person - Name | Person - ID",
        "Person - Name | Organization - Name",
    ),
    table("""
        external_id = Person - ID | Person - Pipedrive System ID
        name = Person - Name
        given_name = Person - First name
        family_name = Person - Last name
        email = Person - Email | Person - Email (Other) | Person - Email - Other
        email:work = Person - Email (Work) | Person - Email - Work
        email:home = Person - Email (Home) | Person - Email - Home
        phone = Person - Phone | Person - Phone (Other) | Person - Phone - Other
        phone:work = Person - Phone (Work) | Person - Phone - Work
        phone:home = Person - Phone (Home) | Person - Phone - Home
        phone:mobile = Person - Phone (Mobile) | Person - Phone - Mobile
        company = Organization - Name | Person - Organization
        tag = Person - Label | Person - Labels
        role = Person - Job title
        address = Person - Postal address | Organization - Address
        birthday = Person - Birthday
        note = Person - Notes | Note - Content
        deal.title = Deal - Title
        deal.amount = Deal - Value
        deal.currency = Deal - Currency of value | Deal - Currency
        deal.stage = Deal - Stage
        deal.status = Deal - Status
        deal.close = Deal - Expected close date
        deal.id = Deal - ID
    """),
)
PIPEDRIVE_ORGANIZATIONS = System(
    "pipedrive",
    marks("Organization - Name | Organization - ID", "Organization - Name | Organization - Owner"),
    table("""
        external_id = Organization - ID
        company = Organization - Name
        address = Organization - Address
        tag = Organization - Label | Organization - Labels
    """),
    prefix="organization:",
)
PIPEDRIVE_DEALS = System(
    "pipedrive",
    marks("Deal - Title | Deal - Value", "Deal - Title | Deal - Stage | Deal - Status"),
    table("""
        deal.id = Deal - ID
        deal.title = Deal - Title
        deal.amount = Deal - Value
        deal.currency = Deal - Currency of value | Deal - Currency
        deal.stage = Deal - Stage
        deal.status = Deal - Status
        deal.close = Deal - Expected close date
        deal.source = Deal - Source channel
        name = Contact person | Deal - Contact person | Person - Name
        company = Organization | Deal - Organization | Organization - Name
        email = Person - Email
        phone = Person - Phone
    """),
)

ZOHO = System(
    "zoho",
    marks(
        "Record Id | Account Name.id | First Name | Last Name",
        "Record Id | First Name | Last Name | Account Name",
        "Record Id | Lead Owner | Last Name",
        "Record Id | Contact Owner | Last Name",
    ),
    table(
        """
        external_id = Record Id
        given_name = First Name
        family_name = Last Name
        company = Account Name | Company
        role = Title | Designation
        email = Email | Secondary Email
        phone:work = Phone
        phone:mobile = Mobile
        phone:home = Home Phone
        phone:other = Other Phone
        phone:fax = Fax
        street = Mailing Street | Street
        city = Mailing City | City
        region = Mailing State | State
        postcode = Mailing Zip | Zip Code
        country = Mailing Country | Country
        street:other = Other Street
        city:other = Other City
        region:other = Other State
        postcode:other = Other Zip
        country:other = Other Country
        birthday = Date of Birth
        source = Lead Source
        tag = Tag
        url = Website
        note = Description
        """
    ),
    idle=frozenset({"false"}),
)
ZOHO_ACCOUNTS = System(
    "zoho",
    marks("Record Id | Account Name | Account Type", "Record Id | Account Name | Billing Street"),
    table("""
        external_id = Record Id
        company = Account Name
        phone = Phone
        phone:fax = Fax
        url = Website
        street = Billing Street
        city = Billing City
        region = Billing State
        postcode = Billing Code
        country = Billing Country
        note = Description
    """),
    idle=frozenset({"false"}),
)
ZOHO_DEALS = System(
    "zoho",
    marks("Record Id | Deal Name | Stage", "Deal Name | Closing Date | Amount"),
    table("""
        deal.id = Record Id
        deal.title = Deal Name
        deal.amount = Amount
        deal.currency = Currency
        deal.stage = Stage
        deal.close = Closing Date
        deal.source = Lead Source
        deal.note = Description
        company = Account Name
        name = Contact Name
    """),
    idle=frozenset({"false"}),
)

ODOO = System(
    "odoo",
    marks(
        "External ID | Name | Related Company",
        "ID | Name | Company Type | Related Company",
        "Name | Company Type | Related Company",
        "Name | Company Type | Address Type",
        "Name | Is a Company | Related Company",
    ),
    table("""
        external_id = External ID | ID
        name = Name | Complete Name
        kind = Company Type | Is a Company
        company = Related Company | Company Name
        street = Street | Street2
        city = City
        region = State
        postcode = ZIP | Zip
        country = Country
        url = Website | Website Link
        phone:work = Phone
        phone:mobile = Mobile
        email = Email
        role = Job Position
        tag = Tags
        tax_id = Tax ID | VAT
        language = Language
        note = Notes
        note = Comment
    """),
    patterns(r"""
        company = related company/(?:name|display name)
        custom = related company/.*
    """),
)
# "I want to update data" writes the names of the fields instead of their words, in any language.
ODOO_DATA = System(
    "odoo",
    marks(
        "id | name | is_company",
        "id | name | company_type",
        "id | name | parent_id/id",
        "id | name | country_id/id",
        "name | is_company | parent_id",
    ),
    table("""
        external_id = id
        name = name | complete_name
        kind = company_type | is_company
        company = parent_id | parent_id/name | company_name
        street = street | street2
        city = city
        region = state_id | state_id/name
        postcode = zip
        country = country_id | country_id/name | country_id/code
        url = website
        phone:work = phone
        phone:mobile = mobile
        email = email
        role = function
        tag = category_id | category_id/name
        tax_id = vat
        language = lang
        note = comment
    """),
)
