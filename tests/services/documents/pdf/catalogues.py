"""The words of a document in Russian and Greek, fixed for the expected texts of these tests."""

from __future__ import annotations

from typing import NamedTuple


class Translation(NamedTuple):
    ru: str
    el: str


TRANSLATIONS = {
    "Invoice": Translation("Счёт", "Τιμολόγιο"),
    "Quote": Translation("Предложение", "Προσφορά"),
    "Order": Translation("Заказ", "Παραγγελία"),
    "Credit note": Translation("Кредит-нота", "Πιστωτικό τιμολόγιο"),
    "Draft, number on issue": Translation(
        "Черновик, номер при выставлении", "Πρόχειρο, αριθμός κατά την έκδοση"
    ),
    "Bill to": Translation("Покупатель", "Προς"),
    "Customer": Translation("Клиент", "Πελάτης"),
    "Tax ID {number}": Translation("ИНН {number}", "ΑΦΜ {number}"),
    "VAT ID {number}": Translation("Номер НДС {number}", "ΑΦΜ {number}"),
    "Date": Translation("Дата", "Ημερομηνία"),
    "Issue date": Translation("Дата счёта", "Ημερομηνία έκδοσης"),
    "Due date": Translation("Срок оплаты", "Προθεσμία πληρωμής"),
    "Valid until": Translation("Действует до", "Ισχύει έως"),
    "Delivery date": Translation("Дата поставки", "Ημερομηνία παράδοσης"),
    "Tax date": Translation("Дата налога", "Ημερομηνία φόρου"),
    "Your order": Translation("Ваш заказ", "Η παραγγελία σας"),
    "Your reference": Translation("Ваш номер", "Στοιχεία αναφοράς σας"),
    "Description": Translation("Описание", "Περιγραφή"),
    "Qty": Translation("Кол-во", "Ποσότητα"),
    "Price": Translation("Цена", "Τιμή"),
    "Discount": Translation("Скидка", "Έκπτωση"),
    "VAT": Translation("НДС", "ΦΠΑ"),
    "Amount": Translation("Сумма", "Ποσό"),
    "Item code {code}": Translation("Артикул {code}", "Κωδικός {code}"),
    "per {quantity}": Translation("за {quantity}", "ανά {quantity}"),
    "Carried over": Translation("Перенос", "Σε μεταφορά"),
    "Subtotal": Translation("Подытог", "Μερικό σύνολο"),
    "Subtotal with VAT": Translation("Подытог с НДС", "Μερικό σύνολο με ΦΠΑ"),
    "Charge": Translation("Надбавка", "Επιβάρυνση"),
    "Net": Translation("Без НДС", "Καθαρή αξία"),
    "VAT {rate}": Translation("НДС {rate}", "ΦΠΑ {rate}"),
    "Total": Translation("Итого", "Σύνολο"),
    "Paid in advance": Translation("Предоплата", "Προκαταβολή"),
    "Rounding": Translation("Округление", "Στρογγυλοποίηση"),
    "Amount due": Translation("К оплате", "Πληρωτέο ποσό"),
    "Prices include VAT.": Translation("Цены включают НДС.", "Οι τιμές περιλαμβάνουν ΦΠΑ."),
    "VAT rate": Translation("Ставка НДС", "Συντελεστής ΦΠΑ"),
    "Exempt": Translation("Без налога", "Απαλλαγή"),
    "Reverse charge": Translation("Обратное начисление НДС", "Αντιστροφή υποχρέωσης"),
    "Intra-community supply": Translation("Поставка внутри ЕС", "Ενδοκοινοτική παράδοση"),
    "Export outside the EU": Translation("Экспорт за пределы ЕС", "Εξαγωγή εκτός ΕΕ"),
    "Not subject to VAT": Translation("Не облагается НДС", "Εκτός πεδίου ΦΠΑ"),
    "VAT in {currency}: {amount} (1 {own} = {rate} {currency})": Translation(
        "НДС в {currency}: {amount} (1 {own} = {rate} {currency})",
        "ΦΠΑ σε {currency}: {amount} (1 {own} = {rate} {currency})",
    ),
    "Payment": Translation("Оплата", "Πληρωμή"),
    "Account": Translation("Счёт в банке", "Λογαριασμός"),
    "Bank": Translation("Банк", "Τράπεζα"),
    "Pay by": Translation("Оплатить до", "Πληρωμή έως"),
    "Reference": Translation("Назначение", "Αιτιολογία"),
    "Scan to pay": Translation("Код для оплаты", "Σάρωση για πληρωμή"),
    "Page {page} of {pages}": Translation(
        "Страница {page} из {pages}", "Σελίδα {page} από {pages}"
    ),
}
