-- The table of places. Latitude and longitude are whole ten-thousandths of a degree (11 m).
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT, population INTEGER, first INTEGER, last INTEGER) WITHOUT ROWID;
CREATE TABLE region (id INTEGER PRIMARY KEY, country TEXT, code TEXT, name TEXT, abbreviation TEXT, first INTEGER, last INTEGER);
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT);
-- What may follow a town's name: a country, or with a region that region.
CREATE TABLE qualifier (key TEXT, country TEXT, region INTEGER, PRIMARY KEY (key, country, region)) WITHOUT ROWID;
CREATE TABLE postcode (
    code TEXT, country TEXT, lat INTEGER, lon INTEGER, locality TEXT, region INTEGER, zone INTEGER,
    PRIMARY KEY (code, country)
) WITHOUT ROWID;
-- Numbered by country, region and falling population, so that a range of ids is a region or a country.
-- `numbered`: a larger town has the same address, so that this one's ends with its GeoNames id.
CREATE TABLE town (
    id INTEGER PRIMARY KEY, geoname INTEGER, name TEXT, country TEXT, region INTEGER,
    lat INTEGER, lon INTEGER, population INTEGER, zone INTEGER, numbered INTEGER
);
-- `named`: the key is the name, or its first words; else it is an alternate name.
CREATE TABLE town_name (key TEXT, town INTEGER, named INTEGER, PRIMARY KEY (key, town)) WITHOUT ROWID;
-- Cells of an eighth of a degree: (row from the south pole) * 2880 + column from the date line.
CREATE TABLE town_cell (cell INTEGER, town INTEGER, PRIMARY KEY (cell, town)) WITHOUT ROWID;
