"""Tables as files that a spreadsheet opens. Nothing in them is ever taken for a formula."""

from webapp.exports.csv_file import stream_csv as stream_csv
from webapp.exports.xlsx_file import write_xlsx as write_xlsx
