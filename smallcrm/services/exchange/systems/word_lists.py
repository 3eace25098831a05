"""The words of headings, by field, in the languages of our users; data for ``words``."""

from __future__ import annotations

# Whole headings, in small letters. "ф.и.о" stands for "Ф.И.О." as well.
HEADINGS = """
    name = name, full name, contact name, contact, person, display name, attendee, фио, ф.и.о
    name = ф. и. о., имя и фамилия, фамилия и имя, полное имя, контакт, контактное лицо
    name = фамилия имя отчество, фамилия имя, имя фамилия, имя клиента, піб, ονοματεπώνυμο
    name = όνομα και επώνυμο, υπεύθυνος, vollständiger name, ansprechpartner, ansprechpartnerin
    name = nom complet, nom et prénom, όνομα επαφής, contact person, nom, nombre completo
    name = nome completo, επαφή, nom prénom, anzeigename
    account = client, client name, customer, customer name, account name, account, debtor, vendor
    account = supplier, клиент, наименование, наименование клиента, контрагент, покупатель
    account = заказчик, название, поставщик, клієнт, назва, επωνυμία, πελάτης, όνομα πελάτη
    account = επωνυμία πελάτη, kunde, kundenname, debitor, auftraggeber, lieferant, raison sociale
    account = nom du client, cliente
    given_name = first name, firstname, given name, forename, first, имя, ім'я, имя контакта
    given_name = vorname, prénom, prenom, nombre, nome, όνομα, μικρό όνομα, contact first name
    given_name = ιμια
    middle_name = middle name, middle, patronymic, отчество, по батькові, πατρώνυμο
    middle_name = zweiter vorname
    family_name = last name, lastname, surname, family name, last, second name, фамилия, прізвище
    family_name = nachname, familienname, zuname, nom de famille, apellido, apellidos, cognome
    family_name = επώνυμο, επίθετο, contact last name
    company = company, company name, organization, organisation, business, business name, firm
    company = employer, organization name, компания, название компании, организация
    company = название организации, фирма, предприятие, место работы, компанія, організація
    company = εταιρεία, εταιρία, επιχείρηση, φορέας, όνομα εταιρείας, firma, firmenname
    company = unternehmen, société, entreprise, empresa, azienda, nom de la société
    company = nom de l'entreprise, юридическое лицо, юр. лицо, firma/name
    role = job title, position, role, occupation, function, должность, позиция, посада, funktion
    role = berufsbezeichnung, stellung, fonction, poste, θέση, ρόλος, ιδιότητα, cargo, jobtitle
    role = θέση εργασίας
    kind = type, kind, contact type, person or company, юр. / физ. лицо, юр./физ. лицо, физ/юр
    kind = тип, тип клиента, тип контакта, вид контрагента, kundenart, kontaktart, τύπος
    kind = τύπος πελάτη
    email = email, e-mail, e mail, mail, email address, e-mail address, email 1, email 2, e-mail 2
    email = электронная почта, эл. почта, эл.почта, эл. адрес, почта, имейл, адрес эл. почты
    email = адрес электронной почты, электронный адрес, ел. пошта, електронна пошта
    email = ηλεκτρονικό ταχυδρομείο, διεύθυνση email, email επικοινωνίας, e-mail-adresse
    email = mailadresse, emailadresse, adresse e-mail, courriel, adresse email, adresse mail, mél
    email = correo, correo electrónico, ηλ. ταχυδρομείο
    phone = phone, telephone, tel, phone number, telephone number, phone no, contact number
    phone = phone 1, телефон, тел, номер телефона, телефоны, контактный телефон, телефон 1, номер
    phone = τηλέφωνο, τηλ, τηλέφωνα, αριθμός τηλεφώνου, telefon, telefonnummer, tel.-nr, rufnummer
    phone = téléphone, tél, numéro de téléphone, téléphone fixe, teléfono, telefono, телефон 2
    phone = τηλέφωνο επικοινωνίας
    phone:mobile = mobile, mobile phone, cell, cell phone, cellphone, mobile number, gsm
    phone:mobile = мобильный, мобильный телефон, моб, моб. телефон, моб. тел, сотовый
    phone:mobile = сотовый телефон, мобільний, κινητό, κινητό τηλέφωνο, κιν, mobil, mobiltelefon
    phone:mobile = handy, handynummer, mobilnummer, portable, téléphone portable, tél. portable
    phone:mobile = tél. mobile, móvil, cellulare, whatsapp, viber
    phone:work = work phone, business phone, office phone, рабочий телефон, телефон рабочий
    phone:work = раб. тел, городской телефон, τηλέφωνο εργασίας, telefon geschäftlich
    phone:work = telefon dienstlich, téléphone bureau
    phone:home = home phone, домашний телефон, телефон домашний, τηλέφωνο οικίας, telefon privat
    phone:home = σταθερό, σταθερό τηλέφωνο, festnetz, landline, téléphone domicile
    phone:fax = fax, fax number, факс, φαξ, telefax, faxnummer, télécopie, номер факса
    url = website, web site, url, web, homepage, site, web page, internet, сайт, веб-сайт
    url = веб-страница, интернет, ιστοσελίδα, ιστότοπος, webseite, internetseite, site web
    url = site internet, página web
    address = address, full address, postal address, mailing address, address 1, адрес
    address = полный адрес, юридический адрес, фактический адрес, почтовый адрес, адреса
    address = διεύθυνση, anschrift, adresse, adresse postale, dirección, indirizzo, адрес доставки
    street = street, street address, address line 1, address line 2, address1, address2, street 1
    street = улица, улица и дом, дом, вулиця, οδός, οδός και αριθμός, straße, strasse
    street = straße und hausnummer, rue, calle, via, street 2, address 2, straße 2, strasse und nr
    street = straße/nr
    postcode = postcode, post code, postal code, zip, zip code, zipcode, индекс, почтовый индекс
    postcode = индекс почтовый, поштовий індекс, τ.κ, τκ, ταχ. κώδικας, ταχυδρομικός κώδικας, τ.κ.
    postcode = plz, postleitzahl, code postal, cp, código postal, cap, zip/postal code
    city = city, town, place, locality, город, населенный пункт, населённый пункт, місто, πόλη
    city = ort, stadt, wohnort, ville, ciudad, città, localité, περιοχή, town/city, city/town
    region = region, state, province, county, state/province, область, регион, край, район, νομός
    region = περιφέρεια, bundesland, kanton, département, région, provincia, state/region
    country = country, country/region, страна, країна, χώρα, land, staat, pays, país, paese
    country = country code
    tax_id:gr = αφμ, α.φ.μ, α.φ.μ., afm
    tax_id:ru = инн
    tax_id = vat id, vat, vat number, vat no, vat reg no, tax id, tax number, taxid, tin, єдрпоу
    tax_id = унп, ust-idnr, ust-id, ust-id-nr, umsatzsteuer-id, steuernummer, uid, uid-nummer
    tax_id = siret, siren, n° tva, tva, numéro de tva, nif, cif, partita iva, p.iva, ogrn
    tax_id = єдрпоу/рнокпп, рнокпп, nip, eik, ust.-idnr
    birthday = birthday, birth date, date of birth, birthdate, dob, день рождения, дата рождения
    birthday = д.р, др, дата народження, ημερομηνία γέννησης, γενέθλια, ημ. γέννησης
    birthday = ημ/νία γέννησης, geburtstag, geburtsdatum, date de naissance, anniversaire
    birthday = fecha de nacimiento
    language = language, preferred language, язык, γλώσσα, sprache, langue
    currency = currency, currency code, валюта, νόμισμα, währung, devise
    source = source, lead source, origin, источник, источник клиента, πηγή, quelle, herkunft
    source = provenance
    tag = tags, tag, labels, categories, category, groups, group, теги, метки, категория
    tag = категории, группа, группы, ετικέτες, κατηγορία, κατηγορίες, ομάδα, kategorie, kategorien
    tag = gruppe, schlagworte, étiquettes, catégorie, catégories, groupe, label, σήμανση
    note = notes, note, comment, comments, remarks, remark, description, memo, заметки, заметка
    note = примечание, примечания, комментарий, комментарии, описание, дополнительно, примітки
    note = σημειώσεις, σχόλια, παρατηρήσεις, σχόλιο, notizen, notiz, bemerkung, bemerkungen
    note = anmerkung, kommentar, remarques, remarque, commentaire, commentaires, notas, παρατήρηση
    name = vor- und nachname, vorname und nachname, vorname nachname, prénom et nom, nom/prénom
    name = prénom nom, nom du contact, kontaktperson, kontaktname, interlocuteur
    name = υπεύθυνος επικοινωνίας, όνομα υπευθύνου, όνομα/επώνυμο, имя/фамилия, контактна особа
    account = полное наименование, найменування, повне найменування, dénomination
    account = dénomination sociale, kundin
    middle_name = deuxième prénom, weitere vornamen, μεσαίο όνομα
    company = unternehmensname, επωνυμία εταιρείας, επωνυμία εταιρίας, επωνυμία επιχείρησης
    company = όνομα επιχείρησης, nom de l'organisation, nom de la compagnie, accountname
    company = назва компанії, назва організації, name der firma, name des unternehmens
    role = intitulé du poste, titre du poste, profession, επάγγελμα, beruf, stellenbezeichnung
    role = jobtitel, профессия, род занятий
    kind = typ, kundentyp, type de client, είδος πελάτη
    email = adresse électronique, ηλεκτρονική διεύθυνση, διεύθυνση ηλεκτρονικού ταχυδρομείου
    email = e-mailadresse, mail-adresse, адрес эл.почты, адрес почты
    phone = tél. fixe, fixe, contact no, festnetznummer, telefonnr, τηλ. επικοινωνίας
    phone = тел./факс, τηλ./fax, контактний телефон, номер телефону
    phone:mobile = mobiltelefonnummer, handynr, telefon mobil, téléphone mobile, mobile no
    phone:mobile = numéro de portable, numéro de mobile, n° de portable, мобильный номер
    phone:mobile = номер мобильного, номер мобильного телефона, αριθμός κινητού, cell no
    phone:mobile = mobile phone number, мобільний телефон
    phone:work = telefon arbeit, büro, telefon büro, téléphone professionnel, tél. professionnel
    phone:home = tél. domicile, téléphone personnel, tél. personnel, domicile
    url = url du site web, website url, website-url, web-site, internetadresse, адрес сайта
    url = διεύθυνση ιστοσελίδας, site web/url, вебсайт, веб сайт
    address = адрес регистрации, адрес организации, ταχυδρομική διεύθυνση, adresse complète
    address:billing = rechnungsadresse, adresse de facturation, billing address, адрес для счетов
    address:billing = διεύθυνση τιμολόγησης, rechnungsanschrift
    address:shipping = lieferadresse, adresse de livraison, shipping address, lieferanschrift
    address:shipping = διεύθυνση αποστολής, διεύθυνση παράδοσης
    address:home = home address, домашний адрес, privatadresse, διεύθυνση οικίας
    address:work = work address, office address, рабочий адрес, διεύθυνση εργασίας
    street = straße/hausnummer, straße nr, straße & hausnummer, straße + nr, str, hausnummer
    street = straße/hausnr, straße und hausnr, n° et rue, numéro et rue, rue et numéro, voie
    street = улица дом, улица/дом, οδός & αριθμός, οδός αριθμός, οδός/αριθμός, οδός - αριθμός
    street = adresse (rue), straße + hausnummer, complément d'adresse
    postcode = ταχυδρομικός τομέας, индекс города, postleitzahl (plz), code postal (cp)
    city = commune, δήμος, город/населенный пункт, πόλη/περιοχή, plz/ort, plz ort, cp/ville
    city = plz und ort, code postal et ville, code postal/ville, τκ/πόλη, τ.κ./πόλη, індекс/місто
    city = zip/city, индекс/город, индекс и город
    region = état, état/région, région/état, bundesland/region, canton, область/регион
    country = land/region, pays/région, страна/регион, χώρα/περιοχή, pays ou région
    tax_id = n° de tva, tva intracommunautaire, n° tva intracommunautaire, n° de siret
    tax_id = n° de tva intracommunautaire, numéro de tva intracommunautaire, n° siret, tva intra
    tax_id = umsatzsteuer-identifikationsnummer, ust-identifikationsnummer, ust-id-nummer, uid-nr
    tax_id = ustid, ust idnr, steuer-id, бин, иин, иин/бин, бин/иин, єдрпоу, код за єдрпоу, іпн
    tax_id = егрпоу, код егрпоу, vat reg. no, vat id number, vat registration number
    tax_id:gr = αφμ πελάτη, αριθμός φορολογικού μητρώου, φορολογικό μητρώο
    birthday = geb. am, geb, geb.-datum, geburtsdatum/geburtstag, né le, née le, né(e) le
    birthday = ημερομηνία γεννήσεως, ημ/νια γέννησης, ημ.γέννησης, д/р, день народження
    language = langue préférée, korrespondenzsprache, bevorzugte sprache, предпочитаемый язык
    tag = schlagwörter, stichwörter, mots-clés, mots clés, libellés, étiquette, libellé, ярлыки
    tag = ключевые слова, λέξεις-κλειδιά, gruppen, groupes, ομάδες, категорія, тэги, мітки
    note = observations, observation, anmerkungen, σημείωση, примітка, beschreibung, infos
    note = zusatzinfo, доп. информация, дополнительная информация, περιγραφή, πληροφορίες
    deal.title = deal, deal title, deal name, opportunity, opportunity name, сделка
    deal.title = название сделки
    deal.stage = deal stage, stage, этап сделки, этап, стадия, стадия сделки
    deal.amount = deal value, deal amount, сумма сделки, бюджет
"""
# Words inside longer headings, the more telling field first.
KINDS = """
    phone:mobile = mobile cell cellular gsm мобильный мобил моб сотовый κινητό mobil handy
    phone:mobile = mobilnummer portable móvil мобільний whatsapp viber
    phone:fax = fax факс φαξ telefax télécopie
    email = email mail e-mail почта пошта courriel ταχυδρομείο mailadresse
    phone = phone phones telephone tel телефон тел τηλέφωνο τηλ telefon telefonnummer
    phone = téléphone tél teléfono telefono номер
"""
ADDRESS = """
    address = address адрес adresse anschrift διεύθυνση
    street = street улица straße strasse rue οδός
    city = city town город ort ville πόλη
    postcode = postcode zip postal индекс plz postleitzahl τκ
    region = state region province область νομός
    country = country страна land pays χώρα
"""
LABELS = """
    work = work business office рабочий раб рабочая служебный εργασίας geschäftlich dienstlich
    work = büro bureau professionnel
    home = home private personal домашний дом личный личная частный οικίας σπίτι privat
    home = domicile personnel
    other = other другой άλλο weitere autre
    main = main primary основной κύριο haupt principal
    billing = billing invoice rechnung facturation τιμολόγησης
    shipping = shipping delivery ship lieferung livraison доставки παράδοσης
"""
# They make a heading about something else: "Email opt-in", "Phone type", "Company size".
FOREIGN = """
    type verified opt opt-in optin status count size consent date time id ids owner source sent
    opens clicks bounced valid тип дата статус согласие количество τύπος datum typ code kod код
    last next balance industry domain extension marketing preferred accepts
"""
# What a heading may be about, before a colon or a dash.
PERSONS = """
person | contact | customer | client | lead | personne | contact principal | kontakt | kunde
 | kontaktperson | ansprechpartner | контакт | контактное лицо | клиент | лид | контактна особа
 | клієнт | επαφή | πελάτης | υπεύθυνος | άτομο
"""
COMPANIES = """
company | organization | organisation | account | firma | unternehmen | société | entreprise
 | компания | организация | фирма | компанія | організація | εταιρεία | εταιρία | οργανισμός
 | επιχείρηση
"""
