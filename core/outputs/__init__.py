"""Documents that leave the room beside the packet: label, public summary, records, reports, cards.

A document is first a `Paper`: its words as blocks, without a form. Writers turn one paper into text, HTML, PDF or JSON,
so that all forms of a document say the same.
"""
