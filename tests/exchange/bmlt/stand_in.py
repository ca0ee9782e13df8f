"""A stand-in for a BMLT server: answers the importer with the recorded data, on this machine only.

It knows what the importer asks and no more: GetServerInfo, GetFormats by language or all, GetServiceBodies,
GetFieldKeys, GetFieldValues of formats, and GetSearchResults in pages, published rows only, with formats
excluded.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

Object = dict[str, Any]


class Recorded:
    """The recorded data; tests change it to see what the importer makes of a change."""

    def __init__(self, folder: Path) -> None:
        def load(name: str) -> Any:
            return json.loads((folder / name).read_text())

        self.meetings: list[Object] = load("meetings.json")
        self.formats: list[Object] = load("formats-all-languages.json")
        self.bodies: list[Object] = load("service-bodies.json")
        self.info: list[Object] = load("server-info.json")
        self.keys: list[Object] = load("field-keys.json")
        self.golden: list[Object] = [
            json.loads(line) for line in (folder / "golden.jsonl").read_text().splitlines()
        ]
        self.asked: list[str] = []
        self.without_formats = self._stored_as_nothing()

    def _stored_as_nothing(self) -> set[str]:
        """Return the rows that no search excluding a format finds: the server stores nothing at all there."""
        path = "/client_interface/json/?switcher=GetSearchResults&formats=-17"
        found = next(set(answer["ids"]) for answer in self.golden if answer["path"] == path)
        return {
            row["id_bigint"]
            for row in self.meetings
            if row["published"] == "1" and not row["formats"] and row["id_bigint"] not in found
        }

    def answer(self, query: dict[str, list[str]]) -> list[Object] | None:
        views = {
            "GetServerInfo": lambda: self.info,
            "GetServiceBodies": lambda: self.bodies,
            "GetFieldKeys": lambda: self.keys,
            "GetFormats": lambda: self._formats(query),
            "GetSearchResults": lambda: self._search(query),
            "GetFieldValues": self._stored_formats,
        }
        view = views.get(query.get("switcher", [""])[0])
        return view() if view else None

    def _formats(self, query: dict[str, list[str]]) -> list[Object]:
        languages = query.get("lang_enum[]") or query.get("lang_enum") or ["en"]
        used = {part for row in self.meetings for part in row["format_shared_id_list"].split(",")}
        return [
            item
            for item in self.formats
            if item["lang"] in languages and ("show_all" in query or item["id"] in used)
        ]

    def _stored_formats(self) -> list[Object]:
        """Return the formats of every row in stored order: sorted, where nothing else was recorded."""
        types = next(answer["body"] for answer in self.golden if "/tsml/" in answer["path"])
        first = {row["slug"].rsplit("-", 1)[1]: row["types"][0] for row in types if row["types"]}
        worlds = {item["id"]: {"OPEN": "O"}.get(item["world_id"]) for item in self.formats}
        found = []
        for row in self.meetings:
            ids = [part for part in row["format_shared_id_list"].split(",") if part]
            ids.sort(key=lambda part: worlds[part] != first.get(row["id_bigint"], ""))
            if row["published"] == "1":
                found.append({"formats": ",".join(ids) or "NULL", "ids": row["id_bigint"]})
        return found

    def _search(self, query: dict[str, list[str]]) -> list[Object]:
        rows = [row for row in self.meetings if row["published"] == "1"]
        for number in query.get("formats", []):
            assert number.startswith("-")
            rows = [
                row
                for row in rows
                if row["id_bigint"] not in self.without_formats
                and number[1:] not in row["format_shared_id_list"].split(",")
            ]
        rows.sort(key=lambda row: int(row["id_bigint"]))
        size, page = int(query["page_size"][0]), int(query["page_num"][0])
        rows = rows[(page - 1) * size : page * size]
        wanted = query.get("data_field_key", [""])[0].split(",")
        return rows if wanted == [""] else [{key: row[key] for key in wanted} for row in rows]


@contextmanager
def serving(recorded: Recorded) -> Iterator[str]:
    """Serve the data on a free port and give the address."""
    at_once = threading.Semaphore(1)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert at_once.acquire(blocking=False), "two requests at once are not polite"
            parts = urlsplit(self.path)
            recorded.asked.append(self.path)
            found = (
                recorded.answer(parse_qs(parts.query, keep_blank_values=True))
                if parts.path == "/main_server/client_interface/json/"
                else None
            )
            body = json.dumps({"message": "Invalid"} if found is None else found)
            text = body.replace("{BASE}", f"http://{self.headers['Host']}/main_server").encode()
            self.send_response(422 if found is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            at_once.release()  # Who is polite cannot ask again before the answer is there.
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/main_server"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
