"""Writers: pages, workbook, files for machines, and the folder that holds them."""
