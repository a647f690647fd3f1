"""`kg schedule` as a service manager runs it: a second run beside it, and SIGTERM."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from news_server import page, rss, serving

from kg.refresh import state

BODY = "اتهم الرئيس الروسي فلاديمير بوتين تركيا بدعم تنظيم داعش في سوريا."


def kg(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("KG_")}
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder, env={**env, "XDG_STATE_HOME": str(folder)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_second_run_is_refused_and_sigterm_finishes_the_article_in_hand(tmp_path: Path) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        asked.set()
        assert go_on.wait(60)
        server.pages["/0"] = page("بوتين يتهم تركيا", BODY)
        server.answer(handler)

    with serving() as server:
        pages = [(f"{server.url}/{n}", "عنوان") for n in range(3)]
        server.pages |= {f"/{n}": page(f"خبر {n}", f"{BODY} {n}") for n in range(3)}
        server.pages |= {"/rss": rss(*pages), "/0": slow}
        (tmp_path / "sources.toml").write_text(
            '[fetch]\ndelay = 0\nallow_private = ["127.0.0.1"]\n'
            f'[[source]]\nname = "feed"\nkind = "feed"\nurl = "{server.url}/rss"\n'
        )
        service = kg(tmp_path, "schedule", "--every", "1h")
        assert asked.wait(60)
        second = kg(tmp_path, "refresh")
        _, said = second.communicate(timeout=60)
        assert second.returncode == 9
        assert f"process {service.pid} on " in said
        service.send_signal(signal.SIGTERM)
        go_on.set()
        _, said = service.communicate(timeout=60)
        assert service.returncode == 0, said
        assert "stopped; the rest is for the next run" in said
        assert server.paths() == ["/rss", "/0"]
        with state.opened(state.place(tmp_path / "news.kg"), create=False) as found:
            assert found.count("SELECT count(*) FROM versions WHERE run IS NULL") == 1
