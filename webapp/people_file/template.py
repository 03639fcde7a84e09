"""The file one can begin with: it opens in Excel, and every column is used."""

TEMPLATE = (
    "\ufeff"
    "Navn;E-mail;Enhed;Leders e-mail;Niveau;Start;Fratræder;Roller\r\n"
    "Birgit Holm;birgit@kommune.dk;Sundhed;;Leder af ledere;01-03-2019;;nærmeste leder\r\n"
    "Åse Ødegård;aase@kommune.dk;Sundhed > Hjemmeplejen;birgit@kommune.dk;Leder af medarbejdere;03-04-2026;;ny leder\r\n"
).encode()
