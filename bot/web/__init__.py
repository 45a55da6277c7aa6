"""One web application on one port: health now, more routes later, each in a file here."""
