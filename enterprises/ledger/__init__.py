"""An authority's ledger of enterprises as a workbook: columns, reading, check.

`ledger_book` says what is asked, `read_row` what a line holds and what is wrong with
it, `judge` what would become of each row in the register. Nothing here writes.
"""
