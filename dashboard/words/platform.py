"""The platform's own words, which are English, with what they are in the page's language."""

from __future__ import annotations

from dashboard.words.text import t


def platform_words() -> dict[str, str]:
    """
    Return what stands in the place of each of the platform's words; "…" stands for what the platform fills in.

    They are names for a screen reader, words on hover and in empty boxes, and texts where only the platform writes
    (`dashboard/assets/platform_words.js`).
    """
    return _names() | _texts()


def _names() -> dict[str, str]:
    """Return the words for a screen reader, on hover and in empty boxes."""
    return {
        "App pages": t("Pagina's"),
        "Choose an option": t("Kies"),
        "Choose options": t("Kies"),
        "Clear all": t("Alles wissen"),
        "Clear value": t("Wissen"),
        "Close": t("Sluiten"),
        "Collapse sidebar": t("Zijbalk inklappen"),
        "Copy Vega-Lite spec": t("Kopieer de definitie van de grafiek"),
        "Copy to clipboard": t("Kopieer"),
        "Download as CSV": t("Download als CSV"),
        "Download as PNG": t("Download als PNG"),
        "Expand sidebar": t("Zijbalk uitklappen"),
        "Fullscreen": t("Volledig scherm"),
        "Help for …": t("Uitleg bij …"),
        "Link to heading": t("Link naar deze kop"),
        "Open": t("Openen"),
        "Remove …": t("Verwijder …"),
        "Search": t("Zoeken"),
        "Selected values": t("Gekozen waarden"),
        "Show data": t("Toon de gegevens"),
        "Show/hide columns": t("Kolommen tonen of verbergen"),
        "Sidebar": t("Zijbalk"),
        "Type to search": t("Typ om te zoeken"),
        "file upload": t("Bestand kiezen"),
        "visualization": t("grafiek"),
    }


def _texts() -> dict[str, str]:
    """Return the words that stand on the page itself."""
    return {
        "View … more": t("Toon nog …"),
        "View less": t("Toon minder"),
        "… more": t("Meer (…)"),
        "…MB per file": t("ten hoogste … MB per bestand"),
        "Autosize": t("Passend maken"),
        "Browse files": t("Kies een bestand"),
        "Copy column name": t("Kopieer de naam van de kolom"),
        "Drag and drop file here": t("Sleep een bestand hierheen"),
        "File must be … or smaller.": t("Het bestand mag ten hoogste … zijn."),
        "Format": t("Notatie"),
        "Hide column": t("Verberg de kolom"),
        "No options to select.": t("Er is niets meer te kiezen."),
        "No results": t("Niets gevonden"),
        "Page not found": t("Deze pagina is er niet"),
        "Pin column": t("Zet de kolom vast"),
        "Running...": t("Bezig…"),
        "Skip to main content": t("Naar de inhoud"),
        "Sort ascending": t("Van laag naar hoog"),
        "Sort descending": t("Van hoog naar laag"),
        "Stop": t("Stop"),
        "The page that you have requested does not seem to exist. Running the app's main page.": t(
            "Het adres dat u vroeg, is geen pagina van het rekenmodel. Hieronder staat de pagina Pakket."
        ),
        "Unpin column": t("Maak de kolom los"),
        "Upload": t("Kies een bestand"),
        "Upload failed": t("Het bestand is niet aangekomen"),
        "Uploading...": t("Bezig met ontvangen…"),
    }
