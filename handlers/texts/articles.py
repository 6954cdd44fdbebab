"""The knowledge base: what is said around articles. Their own words are the company's."""

from handlers.texts.base import Html
from handlers.texts.labels import Labels


class ArticleTexts(Labels):
    """To clients and to staff. Source: regulation 2.5, final provisions."""

    def articles_offered(self) -> Html:
        return self._(
            "Perhaps one of these articles has the answer already. "
            "What you have written is kept: you can go on with it at any time."
        )

    def article_address(self, url: str) -> Html:
        return self._("On our site: {url}", url=url)

    def article_goes_on(self, *, page: int, pages: int) -> Html:
        """On a button."""
        return self._("Read on ({page} of {pages})", page=page, pages=pages)

    def article_helped(self, *, title: str) -> Html:
        return self._(
            "Good to know that the article “{title}” has helped. The form is put away, nothing was sent. "
            "If a question is left: /new",
            title=title,
        )

    def articles_listed(self, *, words: str, some: bool, centre: str) -> Html:
        lines = [self._articles_head(words, some=some)]
        if some or words:
            lines.append(self._("To look for something: <code>/articles mail does not arrive</code>"))
        if centre:
            lines.append(self._("Many answers are in the help centre: {centre}", centre=centre))
        return Html("\n\n".join(lines))

    def _articles_head(self, words: str, *, some: bool) -> Html:
        if some:
            return self._("Articles for “{words}”:", words=words) if words else self._("<b>Articles</b>")
        if words:
            return self._("No article is about “{words}”. Try other words, or write to us: /new", words=words)
        return self._("There are no articles yet. Write to us: /new")

    def articles_found(self, *, words: str, some: bool, send: bool) -> Html:
        """To an employee."""
        if not some:
            if words:
                return self._("No article is about “{words}”.", words=words)
            return self._("There are no articles. Whoever runs the desk adds them.")
        if send:
            return self._("Which article? It goes to the client at once.")
        head = self._("Articles for “{words}”:", words=words) if words else self._("<b>Articles</b>")
        how = self._("In a ticket, /article and the name of one sends it to the client.")
        return Html(f"{head}\n{how}")

    def article_line(self, *, title: str, slug: str) -> Html:
        return self._("<code>{slug}</code> – {title}", slug=slug, title=title)
