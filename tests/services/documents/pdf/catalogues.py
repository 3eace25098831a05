"""The words of a document in Russian and Greek, fixed for the expected texts of these tests."""

from __future__ import annotations

from typing import NamedTuple


class Translation(NamedTuple):
    ru: str
    el: str


TRANSLATIONS = {
    "Invoice": Translation("Счёт на оплату", "Τιμολόγιο"),
    "Quote": Translation("Коммерческое предложение", "Προσφορά"),
    "Order": Translation("Заказ", "Παραγγελία"),
    "Credit note": Translation("Корректировочный счёт", "Πιστωτικό τιμολόγιο"),
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
    "Carried over": Translation("К переносу", "Σε μεταφορά"),
    "Brought forward": Translation("Перенос с предыдущей страницы", "Από μεταφορά"),
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
    "Receipt": Translation("Квитанция об оплате", "Απόδειξη είσπραξης"),
    "Received from": Translation("Плательщик", "Ελήφθη από"),
    "Payment method": Translation("Способ оплаты", "Τρόπος πληρωμής"),
    "Payment of invoice {number}": Translation(
        "Оплата по счёту {number}", "Εξόφληση τιμολογίου {number}"
    ),
    "Payment on account": Translation("Аванс покупателя", "Έναντι λογαριασμού"),
    "Amount received": Translation("Получено", "Ποσό που εισπράχθηκε"),
    "Still to pay: {amount}": Translation(
        "Осталось оплатить: {amount}", "Υπόλοιπο προς πληρωμή: {amount}"
    ),
    "First item": Translation("Первая позиция", "Πρώτο είδος"),
    "Second item": Translation("Вторая позиция", "Δεύτερο είδος"),
    "Third item": Translation("Третья позиция", "Τρίτο είδος"),
    "A customer": Translation("Покупатель", "Πελάτης"),
    "Pro-forma invoice": Translation("Проформа-счёт", "Προτιμολόγιο"),
    "This is not a tax invoice. The invoice follows.": Translation(
        "Это не налоговый документ. Счёт будет выставлен отдельно.",
        "Δεν αποτελεί φορολογικό παραστατικό. Το τιμολόγιο θα ακολουθήσει.",
    ),
    "Delivery note": Translation("Накладная", "Δελτίο παράδοσης"),
    "Handed over: date, name, signature": Translation(
        "Отпустил: дата, ФИО, подпись", "Παρέδωσε: ημερομηνία, όνομα, υπογραφή"
    ),
    "Received: date, name, signature": Translation(
        "Получил: дата, ФИО, подпись", "Παρέλαβε: ημερομηνία, όνομα, υπογραφή"
    ),
    "{number} (copy)": Translation("{number} (копия)", "{number} (αντίγραφο)"),
    "Paid in full": Translation("Оплачено полностью", "Εξοφλήθηκε"),
    "Part paid": Translation("Частично оплачен", "Μερική εξόφληση"),
    "Paid so far": Translation("Уже оплачено", "Έχουν πληρωθεί"),
    "Credited so far": Translation("Уже возвращено кредит-нотой", "Έχουν πιστωθεί"),
    "Still to pay": Translation("Осталось оплатить", "Υπόλοιπο προς πληρωμή"),
    "The rest of invoice {number} of {day}": Translation(
        "Остаток по счёту {number} от {day}", "Υπόλοιπο τιμολογίου {number} της {day}"
    ),
    "In words: {amount}": Translation("Сумма прописью: {amount}", "Ολογράφως: {amount}"),
    "#": Translation("№", "Α/Α"),
    "Item code": Translation("Артикул", "Κωδικός"),
    "Unit": Translation("Ед. изм.", "Μ.Μ."),
    "VAT amount": Translation("Сумма НДС", "Ποσό ΦΠΑ"),
    "BIK": Translation("БИК", "BIK"),
    "KPP {number}": Translation("КПП {number}", "KPP {number}"),
    "Correspondent account": Translation("Корр. счёт", "Λογαριασμός ανταποκριτή"),
    "Payment of invoice {number} of {day}, without VAT": Translation(
        "Оплата по счёту {number} от {day}, без НДС",
        "Εξόφληση τιμολογίου {number} της {day}, χωρίς ΦΠΑ",
    ),
    "Payment of invoice {number} of {day}, including VAT {tax}": Translation(
        "Оплата по счёту {number} от {day}, в том числе НДС {tax}",
        "Εξόφληση τιμολογίου {number} της {day}, με ΦΠΑ {tax}",
    ),
    "This amount is credited to your account.": Translation(
        "Эта сумма засчитывается в вашу пользу.", "Το ποσό αυτό πιστώνεται στον λογαριασμό σας."
    ),
    "Bank transfer": Translation("Банковский перевод", "Τραπεζική μεταφορά"),
    "Cash": Translation("Наличные", "Μετρητά"),
    "Card": Translation("Карта", "Κάρτα"),
    "Paper check": Translation("Чек", "Επιταγή"),
    "Other": Translation("Другое", "Άλλο"),
}
