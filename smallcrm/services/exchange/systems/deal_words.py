"""Words of headings in lists of deals, by field, in the languages of our users; data only."""

from __future__ import annotations

HEADINGS = """
    deal.title = deal, deal title, deal name, opportunity, opportunity name, title, subject, project
    deal.title = order, job, lead name, сделка, название сделки, название, проект, тема, заказ, лид
    deal.title = συμφωνία, ευκαιρία, έργο, τίτλος, θέμα, παραγγελία, geschäft, verkaufschance
    deal.title = projekt, auftrag, betreff, titel, affaire, opportunité, projet, titre, sujet
    deal.amount = amount, value, deal value, deal amount, sum, total, price, budget, revenue
    deal.amount = expected revenue, сумма, сумма сделки, бюджет, стоимость, цена, ποσό, αξία, τιμή
    deal.amount = σύνολο, προϋπολογισμός, betrag, wert, summe, umsatz, montant, valeur, prix
    deal.currency = currency, currency code, валюта, νόμισμα, währung, devise
    deal.stage = stage, deal stage, phase, step, этап, этап сделки, стадия, стадия сделки, фаза
    deal.stage = воронка, στάδιο, φάση, stufe, étape, pipeline stage, column, list
    deal.status = status, state, deal status, won, result, outcome, статус, состояние, результат
    deal.status = κατάσταση, έκβαση, αποτέλεσμα, ergebnis, zustand, statut, état, résultat
    deal.close = close date, closing date, expected close, expected close date, expected closing
    deal.close = due, due date, deadline, closes, дата закрытия, ожидаемая дата закрытия, срок
    deal.close = дата завершения, ημερομηνία κλεισίματος, προθεσμία, abschlussdatum, fällig
    deal.close = date de clôture, échéance
    deal.source = source, lead source, channel, источник, источник сделки, канал, πηγή, κανάλι
    deal.source = quelle, kanal, canal, provenance
    deal.reason = lost reason, loss reason, lost because of, reason, why lost, причина отказа
    deal.reason = причина проигрыша, причина, λόγος, λόγος απώλειας, verlustgrund, grund, motif
    deal.note = note, notes, comment, comments, description, remarks, примечание, примечания
    deal.note = комментарий, комментарии, описание, заметка, σημείωση, σημειώσεις, σχόλια, σχόλιο
    deal.note = περιγραφή, παρατηρήσεις, notiz, notizen, kommentar, beschreibung, remarque
    deal.note = commentaire, description de l'affaire
    account = customer, client, account, buyer, contact, organization, organisation, name, клиент
    account = заказчик, покупатель, контрагент, контакт, имя, πελάτης, επαφή, όνομα, kunde, kontakt
    account = client / contact, acheteur, nom
    company = company, company name, компания, организация, εταιρεία, επωνυμία, firma, société
"""
