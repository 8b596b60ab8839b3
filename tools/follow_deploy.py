"""Follows docs/deploy.md with the files that stand in it: nginx with a certificate of its own in front of the real program.

    python tools/follow_deploy.py WESAID

WESAID is the program as it was installed. Names, ports and folders are replaced, nothing else. Where there is no nginx it
says so and follows the rest without it. Exit code 1, and what was not as the page says, if anything was not. Long because
it is one walk from the first step of the page to the last, which each rest on those before.
"""

from __future__ import annotations

import base64
import hmac
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

PAGE = Path(__file__).parents[1] / "docs" / "deploy.md"
NAME = "wesaid.example.org"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def files() -> dict[str, str]:
    """The files that stand in the page, by the path in their first line."""
    blocks = re.findall(r"```\w*\n# (/\S+)\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return dict(blocks)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Follow:
    """One walk through the page."""

    def __init__(self, wesaid: Path, work: Path) -> None:
        self.wesaid, self.work = wesaid, work
        self.files = files()
        self.site, self.tls, self.plain = free_port(), free_port(), free_port()
        self.has_nginx = shutil.which("nginx") is not None and shutil.which("openssl") is not None
        self.environment = self._environment()
        self.server: subprocess.Popen[str] | None = None
        self.nginx: subprocess.Popen[bytes] | None = None

    def _environment(self) -> dict[str, str]:
        given = dict(
            line.split("=", 1) for line in self.files["/etc/wesaid.env"].splitlines() if "=" in line and line[0] != "#"
        )
        given["WESAID_DATA"] = str(self.work / "data")
        given["WESAID_PUBLIC_URL"] = f"https://{NAME}"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("WESAID", "DJANGO", "DATABASE"))
        }
        return kept | given

    def run(self, *words: str | Path, fine: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self.wesaid, *map(str, words)],
            check=False,
            env=self.environment | more,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        if fine and done.returncode:
            raise AssertionError(f"wesaid {' '.join(map(str, words))}: {done.stdout}{done.stderr}")
        return done

    def start(self, data: Path | None = None) -> None:
        """As the unit starts it, on another port."""
        words = re.search(r"ExecStart=/opt/wesaid/bin/wesaid (.*)", self.files["/etc/systemd/system/wesaid.service"])
        if not words:
            raise AssertionError("the unit does not say how to start")
        options = words[1].replace("8000", str(self.site)).split()
        environment = self.environment | ({"WESAID_DATA": str(data)} if data else {})
        self.server = subprocess.Popen([self.wesaid, *options], env=environment, stdout=subprocess.PIPE, text=True)
        for line in self.server.stdout or ():
            if "Stop it with" in line:
                return
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.communicate(timeout=60)
            self.server = None

    def start_nginx(self) -> None:
        """The page's own file, with other ports, and a certificate for the name made for the trial."""
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}", "-addext",
             f"subjectAltName=DNS:{NAME}", "-keyout", self.work / "privkey.pem", "-out", self.work / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        site = self.files["/etc/nginx/sites-available/wesaid"]
        site = site.replace("listen 443", f"listen 127.0.0.1:{self.tls}").replace(
            "listen 80", f"listen 127.0.0.1:{self.plain}"
        )
        site = site.replace(f"/etc/letsencrypt/live/{NAME}/", f"{self.work}/").replace(
            "127.0.0.1:8000", f"127.0.0.1:{self.site}"
        )
        site = site.replace("/var/log/nginx/", f"{self.work}/")
        temporary = "\n".join(
            f"{kind}_temp_path {self.work}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        conf = self.work / "nginx.conf"
        user = "user root;\n" if os.getuid() == 0 else ""
        conf.write_text(f"{user}daemon off;\npid {self.work}/pid;\nevents {{}}\nhttp {{\n{temporary}\n{site}\n}}\n")
        nginx = ["nginx", "-e", str(self.work / "error.log"), "-c", str(conf)]
        subprocess.run([*nginx, "-t"], check=True, capture_output=True)
        self.nginx = subprocess.Popen(nginx)
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.tls)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("nginx did not start")

    def stop_nginx(self) -> None:
        if self.nginx:
            self.nginx.send_signal(signal.SIGQUIT)
            self.nginx.wait(timeout=30)
            self.nginx = None


class Browser:
    """Somebody at the site through nginx, with cookies as a browser keeps them: secure ones go over https only."""

    def __init__(self, follow: Follow, *, host: str = NAME, source: str = "127.0.0.1") -> None:
        self.source = source
        self.follow, self.host, self.cookies, self.token = follow, host, {}, ""
        self.attributes: dict[str, str] = {}

    def send(
        self, method: str, path: str, data: dict[str, str] | bytes | None = None, *, tls: bool = True, **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        context = ssl.create_default_context(cafile=str(self.follow.work / "fullchain.pem"))
        connection: http.client.HTTPConnection
        if tls:  # to this computer, with the name of the site: as if the name led here
            plain = socket.create_connection(
                ("127.0.0.1", self.follow.tls), timeout=60, source_address=(self.source, 0)
            )
            connection = http.client.HTTPConnection(self.host)
            connection.sock = context.wrap_socket(plain, server_hostname=NAME)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.follow.plain, timeout=60)
        given = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body: bytes | None = None
        if isinstance(data, dict):
            body = urlencode({**data, "csrfmiddlewaretoken": self.token}).encode()
            given |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"https://{NAME}",
                "Referer": f"https://{NAME}/",
            }
        elif data is not None:
            body = data
            given |= {
                "Content-Type": "multipart/form-data; boundary=b",
                "Origin": f"https://{NAME}",
                "Referer": f"https://{NAME}/",
            }
        connection.request(method, path, body, {**given, **headers})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name], self.attributes[name] = value, cookie
        if found := TOKEN.search(text):
            self.token = found[1]
        connection.close()
        return answer.status, text, {name.lower(): value for name, value in answer.headers.items()}

    def part(self, name: str, value: bytes, file: str = "") -> bytes:
        head = f'--b\r\nContent-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
        return head.encode() + b"\r\n\r\n" + value + b"\r\n"


def must(condition: object, what: str) -> None:
    if not condition:
        raise AssertionError(what)
    print(f"ok  {what}")


def sign_in(follow: Follow, browser: Browser, spare: list[str]) -> None:
    """Step 4: the link that is printed signs in once, and a second step is set up or, from then on, asked for.

    ``spare`` has the spare codes that are left: filled the first time, one fewer after each other.
    """
    printed = follow.run("admin", "you@example.org", "--name", "You").stdout
    links = re.findall(rf"^https://{re.escape(NAME)}(/\S+)$", printed, re.MULTILINE)
    must(len(links) == 1, "the link of the first person begins with the public address")
    browser.send("GET", links[0])
    status, _text, headers = browser.send("POST", links[0], {})
    must(status == 302, "the link signs in")
    must("Secure" in browser.attributes["wesaid_session"] and "HttpOnly" in browser.attributes["wesaid_session"],
         "the cookie of whoever is signed in goes over https only")  # fmt: skip
    if spare:
        status, text, _headers = browser.send("GET", headers["location"])
        must(status == 200 and 'name="code"' in text, "and the second step is asked for")
        status, _text, headers = browser.send("POST", headers["location"], {"code": spare.pop()})
        must(status == 302, "a spare code is as good as the app, once")
    else:
        spare += set_up_second_step(browser)
    status, text, _headers = browser.send("GET", "/projects/")
    must(status == 200 and "/projects/new/" in text, "and they are in")


def set_up_second_step(browser: Browser) -> list[str]:
    """What whoever runs the site is led to first; gives the spare codes."""
    status, _text, headers = browser.send("GET", "/projects/")
    must(status == 302 and headers["location"].startswith("/account/second-step/"),
         "whoever runs the site is led to a second step before anything else")  # fmt: skip
    _status, page, _headers = browser.send("GET", "/account/second-step/app/")
    (secret,) = re.findall(r'class="ws-code">([A-Z2-7 ]+)<', page)
    status, page, _headers = browser.send("POST", "/account/second-step/app/", {"code": code_now(secret)})
    must(status == 200, "an app with codes is set up")
    return ["".join(found) for found in re.findall(r"<li>(\d{4}) (\d{4})</li>", page)]


def code_now(secret: str) -> str:
    """What an app shows (RFC 6238: SHA-1, six digits, 30 seconds)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret.replace(" ", "")), counter, "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def make_project(browser: Browser) -> str:
    browser.send("GET", "/projects/new/")
    status, _text, headers = browser.send("POST", "/projects/new/", {"name": "Followed"})
    must(status == 302, "a project is made through the proxy: the form's seal fits the public address")
    return re.findall(r"/projects/([0-9a-f-]{36})/", headers["location"])[0]


def say(browser: Browser, project: str, text: str) -> bool:
    path = f"/projects/{project}/said/new/"
    _status, page, _headers = browser.send("GET", path)
    hats = re.findall(r'<(?:option|input)[^>]*value="([0-9a-f-]{36})"', page)
    known = [hat for hat in hats if f'value="{hat}"' in page.split('name="hat"', 1)[-1]]
    status, _text, headers = browser.send("POST", path, {"text": text, "hat": known[0]})
    return status == 302 and "/said/" in headers.get("location", "")


def through_nginx(follow: Follow, spare: list[str]) -> None:
    """Steps 3 and 4, and what people meet at the proxy."""
    anyone = Browser(follow)
    status, _text, headers = anyone.send("GET", "/about/", tls=False)
    must((status, headers["location"]) == (301, f"https://{NAME}/about/"), "http:// leads to https://")
    status, _text, headers = anyone.send("GET", "/account/sign-in/")
    must(
        status == 200 and "max-age=31536000" in headers["strict-transport-security"], "https, and browsers remember it"
    )
    must("Secure" in anyone.attributes["wesaid_csrf"], "the cookie that protects forms goes over https only")
    must(Browser(follow, host="evil.example").send("GET", "/")[0] == 400, "a host that is not ours is refused")
    you = Browser(follow)
    sign_in(follow, you, spare)
    project = make_project(you)
    must(say(you, project, "Said through the proxy"), "something is said")
    you.send("GET", f"/projects/{project}/said/new/")
    status, _text, _headers = you.send(
        "POST", f"/projects/{project}/said/new/", {"text": "x"}, Origin="https://evil.example"
    )
    must(status == 403, "a form from elsewhere is refused")
    too_large(you, project)
    where_from(follow)


def too_large(you: Browser, project: str) -> None:
    path = f"/projects/{project}/said/new/"
    form = you.part("csrfmiddlewaretoken", you.token.encode()) + you.part("text", b"Kept beside a large file")
    large = form + you.part("file", b"x" * (26 * 1024 * 1024), "wall.jpg") + b"--b--\r\n"
    status, text, _headers = you.send("POST", path, large)
    must(status == 422 and "larger than 25 MB" in text and "Kept beside a large file" in text,
         "a file that is too large: the site says so, beside the form, and keeps what was typed")  # fmt: skip
    status, text, _headers = you.send("POST", path, **{"Content-Length": str(120 * 1024 * 1024)})
    must(status == 413 and "what you typed is still there" in text, "far too large: the proxy says so in plain words")


def where_from(follow: Follow) -> None:
    """Ten wrong passwords from one place are enough, whatever place the visitor claims to be at; others go on."""
    guesser = Browser(follow)
    for number in range(11):
        text = guess(guesser, f"person{number}@example.org", f"203.0.113.{number}")
    must("Too many tries went wrong" in text, "where a visitor comes from is what the proxy saw, not what they claim")
    elsewhere = guess(Browser(follow, source="127.0.0.2"), "somebody@example.org", "127.0.0.1")
    must("Too many tries" not in elsewhere, "and somebody at another place is not kept out by them")


def guess(browser: Browser, email: str, claimed: str) -> str:
    browser.send("GET", "/account/sign-in/")
    data = {"login": email, "password": "not the password"}
    return browser.send("POST", "/account/sign-in/", data, **{"X-Forwarded-For": claimed})[1]


def backup_and_back(follow: Follow, you: Browser | None, project: str, spare: list[str]) -> None:
    """Steps 5 and 6: a backup while people write, tried, put back on an empty folder; and going on from there."""
    key, backups = follow.work / "backup.key", follow.work / "backups"
    backups.mkdir()
    follow.run("backup", "--new-key", key)
    said: list[str] = []
    ended = threading.Event()

    def write() -> None:
        while you and not ended.is_set():
            text = f"While it was backed up {len(said)}"
            if say(you, project, text):
                said.append(text)

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(2 if you else 0)
    follow.run("backup", f"{backups}/", "--key-file", key)
    ended.set()
    writer.join()
    if you:
        must(len(said) > 1, f"a backup while people write: {len(said)} were said meanwhile, none was refused")
    (made,) = backups.iterdir()
    must(made.stat().st_mode & 0o777 == 0o600, "a backup can be read by its owner only")
    done = follow.run("restore", made, "--try", "--key-file", key)
    must("It can be put back." in done.stdout, "it is tried without leaving anything")
    wrong = follow.work / "wrong.key"
    wrong.write_text("w" * 64)
    must(follow.run("restore", made, "--key-file", wrong, "--data", follow.work / "no", fine=False).returncode == 2,
         "the wrong key opens nothing")  # fmt: skip
    clean = follow.work / "clean"
    follow.run("restore", made, "--key-file", key, "--data", clean)
    done = follow.run("check", "--data", clean)
    must("PROBLEM" not in done.stdout, "put back on an empty folder, and sound")
    follow.stop()
    if follow.nginx:
        status, text, _headers = Browser(follow).send("GET", "/")
        must(status == 503 and "away for a moment" in text, "while it is away the proxy says so in plain words")
    follow.environment["WESAID_DATA"] = str(clean)
    follow.start(clean)
    if follow.nginx:
        again = Browser(follow)
        sign_in(follow, again, spare)
        status, text, _headers = again.send("GET", f"/projects/{project}/said/")
        must(status == 200 and "Said through the proxy" in text, "what was said is there, and people go on")


def update(follow: Follow) -> None:
    """Step 7, with a step of the tables that is made again: a copy is set aside, and the site goes on."""
    follow.stop()
    data = Path(follow.environment["WESAID_DATA"])
    database = sqlite3.connect(data / "wesaid.sqlite3")
    database.execute("DELETE FROM django_migrations WHERE app = 'telling'")  # no other room's tables rest on these
    for table in ("telling_news", "telling_mailchoice"):
        database.execute(f"DROP TABLE {table}")
    database.commit()
    database.close()
    follow.start(data)
    must(len(list(data.glob("before-update-*"))) == 1, "an update that changes the tables sets a copy aside first")
    must("PROBLEM" not in follow.run("check").stdout, "and the site is sound after it")


def units(follow: Follow) -> None:
    if not shutil.which("systemd-analyze"):
        print("--  systemd is not here: its units were not read")
        return
    folder = follow.work / "units"
    folder.mkdir()
    for path, content in follow.files.items():
        if "/systemd/" in path:
            content = content.replace("/opt/wesaid/bin/wesaid", str(follow.wesaid)).replace(
                "/usr/bin/rsync", "/bin/true"
            )
            (folder / Path(path).name).write_text(content)
    names = sorted(str(path) for path in folder.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *names], check=False, capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "wesaid" in line]
    must(not complaints, f"systemd reads the units{': ' + complaints[0] if complaints else ''}")


def main() -> int:
    wesaid = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory(prefix="wesaid-follow-") as name:
        follow = Follow(wesaid, Path(name))
        try:
            units(follow)
            follow.start()
            you, project = None, ""
            spare: list[str] = []
            if follow.has_nginx:
                follow.start_nginx()
                through_nginx(follow, spare)
                you = Browser(follow)
                sign_in(follow, you, spare)
                project = make_project(you)
                must(say(you, project, "Said through the proxy"), "and something is said there")
            else:
                print("--  nginx or openssl is not here: followed without them")
            backup_and_back(follow, you, project, spare)
            update(follow)
        except AssertionError as wrong:
            print(f"NOT AS THE PAGE SAYS: {wrong}", file=sys.stderr)
            return 1
        finally:
            follow.stop()
            follow.stop_nginx()
    print("followed: docs/deploy.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
