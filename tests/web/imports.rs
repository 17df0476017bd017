//! Staff import a spreadsheet: what is wrong with some rows is said, mended and imported too.
