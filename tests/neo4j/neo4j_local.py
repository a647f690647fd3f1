"""A real Neo4j community server, without Docker: jars from Maven Central, run on loopback.

The jars (140 MB) are copied once into the user's cache folder, so that a later run needs no
network. Needs Java 17 or 21, and Maven the first time.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

POM: Final = Path(__file__).with_name("pom.xml")
#: Its version is that of pom.xml, where Maven finds it.
N10S: Final = "org.neo4j:neosemantics:${n10s.version}"
PLUGINS: Final = "plugins"
HOW: Final = (
    "install Java 17 and Maven (on Debian: apt install openjdk-17-jre-headless maven), or name an "
    "empty server in KG_TEST_NEO4J_URI (bolt://neo4j@localhost) and its password in "
    "KG_STORE_PASSWORD"
)
_OPENS: Final = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_SETTINGS: Final = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size={pages}
dbms.security.auth_minimum_password_length=8
dbms.security.procedures.unrestricted=n10s.*
"""
PATIENCE: Final = 300.0


class UnavailableError(Exception):
    """This machine cannot run a server; the message says how to make it able to."""


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if java is None:
        raise UnavailableError(f"no Java: {HOW}")
    return java


def _cache() -> Path:
    if sys.platform == "darwin":
        default = Path.home() / "Library" / "Caches"
    else:
        default = Path(os.environ.get("LOCALAPPDATA", Path.home() / ".cache"))
    return Path(os.environ.get("XDG_CACHE_HOME", default)) / "kg"


def jars() -> Path:
    """The folder of jars, filled by Maven the first time.

    Raises:
        UnavailableError: it is empty, and Maven is missing or fails.
    """
    folder = _cache() / f"neo4j-{sha256(POM.read_bytes()).hexdigest()[:12]}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise UnavailableError(f"no Maven: {HOW}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix="neo4j-", dir=folder.parent))
    command = [maven, "-q", "-B", "-f", str(POM)]
    for goal in (
        ["dependency:copy-dependencies", f"-DoutputDirectory={part}"],
        ["dependency:copy", f"-Dartifact={N10S}", f"-DoutputDirectory={part / PLUGINS}"],
    ):
        done = subprocess.run([*command, *goal], capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(part)
            raise UnavailableError(f"Maven could not fetch Neo4j: {done.stdout[-2000:]}\n{HOW}")
    try:
        part.rename(folder)
    except OSError:  # another run was faster
        shutil.rmtree(part)
    return folder


class Server:
    """A server of one's own in a folder.

    Attributes:
        password: of the user `neo4j`.
    """

    def __init__(
        self, home: Path, *, heap: str = "512m", pages: str = "64m", quick: bool = True,
        plugins: bool = False, login: bool = True,
    ) -> None:  # fmt: skip
        self._home = home
        self._java, self._jars = _java(), jars()
        # The first compiler alone: what a test does is over before the second pays.
        self._options = [f"-Xmx{heap}", *(["-XX:TieredStopAtLevel=1"] if quick else [])]
        self._process: subprocess.Popen[bytes] | None = None
        self._port = _free_port()
        self.password = secrets.token_hex(12)  # it must not begin like an option
        (home / "conf").mkdir(parents=True)
        if plugins:
            (home / PLUGINS).symlink_to(self._jars / PLUGINS)
        self._login = login
        self.configure()
        if login:  # asking for none saves a start of Java
            self.admin("dbms", "set-initial-password", self.password)

    @property
    def address(self) -> str:
        """What `--store` takes."""
        return f"bolt://neo4j@127.0.0.1:{self._port}"

    @property
    def log(self) -> str:
        """What it has said."""
        return (self._home / "console.log").read_text("utf-8", "replace")

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def configure(self, *settings: str, pages: str = "64m") -> None:
        """Write its settings, to be read at the next start."""
        settings = (*settings, f"dbms.security.auth_enabled={str(self._login).lower()}")
        text = _SETTINGS.format(port=self._port, pages=pages) + "\n".join(settings) + "\n"
        (self._home / "conf" / "neo4j.conf").write_text(text, "utf-8")

    def admin(self, *words: str) -> str:
        """Run `neo4j-admin`; the server must be stopped for what changes a database."""
        command = [self._java, *self._options, "-cp", f"{self._jars}/*", "org.neo4j.cli.AdminTool"]
        places = {"NEO4J_HOME": str(self._home), "NEO4J_CONF": str(self._home / "conf")}
        done = subprocess.run(
            [*command, *words], env={**os.environ, **places}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"neo4j-admin {words}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def start(self) -> None:
        """Start it and wait until it answers."""
        opens = [f"--add-opens={name}=ALL-UNNAMED" for name in _OPENS]
        with (self._home / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._java, *self._options, *opens, "-cp", f"{self._jars}/*",
                 "org.neo4j.server.CommunityEntryPoint", f"--home-dir={self._home}",
                 f"--config-dir={self._home / 'conf'}", "--console-mode"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + PATIENCE
        uri = f"bolt://127.0.0.1:{self._port}"
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
                with GraphDatabase.driver(uri, auth=("neo4j", self.password)) as driver:
                    with driver.session() as session:
                        session.run("RETURN 1").consume()
                    return
            except (OSError, DriverError, Neo4jError):
                time.sleep(0.2)
        raise RuntimeError(f"the server did not start: {self.log[-3000:]}")

    def stop(self) -> None:
        """Stop it in good order."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def kill(self) -> None:
        """Stop it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(words: Sequence[str]) -> int:
    """Run a server in a folder until Ctrl-C: `python tests/neo4j/neo4j_local.py FOLDER`."""
    server = Server(Path(words[0]), heap="2g", quick=False)
    server.start()
    print(f"KG_STORE={server.address} KG_STORE_PASSWORD={server.password}", flush=True)
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
