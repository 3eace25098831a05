"""Words of headings in lists of products, by field, in the languages of our users; data only."""

from __future__ import annotations

HEADINGS = """
    code = code, product code, item code, item no, item number, article, article no, sku, part no
    code = article number, part number, stock code, артикул, код, код товара, код номенклатуры
    code = κωδικός, κωδικός είδους, κωδικός προϊόντος, κωδ, artikelnummer, artikel-nr, art.-nr
    code = artikelnr, produktnummer, référence, réf, code article, code produit
    name = name, product, product name, product or service, item, item name, service, article name
    name = product/service, product/service name, products, goods, товар, товар или услуга, услуга
    name = наименование, наименование товара, название, название товара, номенклатура, товары
    name = όνομα, είδος, προϊόν, ονομασία, όνομα προϊόντος, προϊόν ή υπηρεσία, υπηρεσία
    name = ονομασία είδους, produkt, artikel, bezeichnung, artikelbezeichnung, produktname
    name = leistung, produit, désignation, libellé, nom, nom du produit, produit ou service
    unit = unit, uom, unit of measure, unit of measurement, ед, ед. изм, единица
    unit = единица измерения, ед. измерения, μονάδα, μ.μ, μον, μονάδα μέτρησης, einheit
    unit = mengeneinheit, unité, unité de mesure
    price = price, unit price, sales price, selling price, list price, net price, retail price
    price = rate, sales price/rate, цена, цена продажи, цена за единицу, розничная цена, стоимость
    price = τιμή, τιμή μονάδας, τιμή πώλησης, λιανική τιμή, τιμή λιανικής, τιμή χονδρικής, preis
    price = einzelpreis, verkaufspreis, vk-preis, nettopreis, stückpreis, prix, prix unitaire
    price = prix de vente, prix ht, prix unitaire ht
    currency = currency, currency code, валюта, νόμισμα, währung, devise
    tax_rate = tax rate, tax, tax %, vat, vat rate, vat %, sales tax rate, ндс, ставка ндс, ндс %
    tax_rate = ндс, %, налог, φπα, φ.π.α, συντελεστής φπα, φπα %, mwst, mwst-satz, ust, ust-satz
    tax_rate = steuersatz, mwst %, tva, taux tva, taux de tva, tva %
    tax_category = tax category, vat category, категория ндс, κατηγορία φπα, steuerkategorie
    tax_category = catégorie de tva
    description = description, details, long description, product description, описание
    description = описание товара, примечание, περιγραφή, περιγραφή είδους, beschreibung, détails
"""
