"""What facts a sentence states: figures, days, amounts, names, and what is counted; facets of a language."""
