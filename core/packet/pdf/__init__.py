"""Tagged PDF: what ReportLab does not do by itself.

ReportLab lays out pages and knows no structure. The canvas and flowables here put marked content around what they
draw and remember the structure that it belongs to (`tags`); `finish` then writes the structure tree, the metadata,
the attached files and the prepared signature fields, so that the file keeps PDF/UA-1 and PDF/A-3a.
"""
