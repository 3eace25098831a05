"""Several tables in one sheet: one is read, of the others it is told where they begin."""

from __future__ import annotations

CUSTOMERS = [["Όνομα", "Email", "Τηλέφωνο"]] + [
    [f"Πελάτης {number}", f"c{number}@shop.example", f"241000000{number}"] for number in range(3)
]
SUPPLIERS = [["Επωνυμία", "ΑΦΜ", "Email", "Πόλη"]] + [
    [f"Χονδρική {number} ΑΕ", "", f"s{number}@shop.example", "Βόλος"] for number in range(2)
]
GAP = [[], ["Προμηθευτές"]]


def rows_of(found):
    return [record.row for record in found.records]


def test_of_two_tables_the_longer_is_read_and_the_other_is_told(read, text_file):
    found = read(text_file([*CUSTOMERS, *GAP, *SUPPLIERS]))
    assert (found.facts["header_row"], rows_of(found)) == (1, [2, 3, 4])
    assert found.codes == [(7, "another_table")]
    assert list(found.fields.values()) == ["name", "email", "phone"]
    again = read(text_file([*SUPPLIERS, *GAP, *CUSTOMERS]))
    assert (again.facts["header_row"], rows_of(again)) == (6, [7, 8, 9])
    assert again.codes == [(1, "another_table")]


def test_the_other_table_is_read_when_its_header_is_chosen(read, text_file):
    found = read(text_file([*CUSTOMERS, *GAP, *SUPPLIERS]), header_row=7)
    assert (rows_of(found), found.codes) == ([8, 9], [])
    assert found.contacts[0].name == "Χονδρική 0 ΑΕ"
    first = read(text_file([*CUSTOMERS, *GAP, *SUPPLIERS]), header_row=1)
    assert (rows_of(first), first.codes) == ([2, 3, 4], [(7, "another_table")])


def test_one_table_with_gaps_and_a_letterhead_stays_one(read, text_file):
    letterhead = [["Flowers Ltd"], ["Phone", "+30 2410 000000"], []]
    found = read(text_file([*letterhead, *CUSTOMERS, [], *CUSTOMERS[1:], [], *CUSTOMERS]))
    assert found.facts["header_row"] == 4
    assert [record.row for record in found.contacts] == [5, 6, 7, 9, 10, 11, 14, 15, 16]
    assert found.codes == []
