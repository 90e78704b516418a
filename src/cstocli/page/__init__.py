"""From a base to one HTML page that opens anywhere: no library, no request, readable without a script."""
