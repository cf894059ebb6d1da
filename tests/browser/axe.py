"""Which rules of WCAG 2.2 A and AA does a page break? Asked of axe-core, which looks into shadow roots too."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FILE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: A change of theme fades; half-way its colours are nobody's choice. Parents pass theirs on, so more than once.
SETTLE = """async () => {
  for (let round = 0; round < 5; round++) {
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    await new Promise(requestAnimationFrame);
  }
}"""


def find_violations(page: Page) -> list[str]:
    """One line for each: the rule, the element, what to do."""
    page.evaluate(SETTLE)
    page.evaluate(FILE.read_text())
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{each['id']} at {node['target']}: {node['failureSummary']}\n    {node['html'][:200]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
