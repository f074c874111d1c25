"""Steps with Python's ftplib: steps.py SESSION.json"""
import ftplib
import io
import json
import socket
import ssl
import sys

s = json.load(open(sys.argv[1]))
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
if s['tls'] == '1.2':
    context.maximum_version = ssl.TLSVersion.TLSv1_2


class Client(ftplib.FTP_TLS):
    """With resumption of the control connection's session, and with TLS from the first byte, where asked for."""

    def ntransfercmd(self, cmd, rest=None):
        conn, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        if self._prot_p:
            session = self.sock.session if s['resumes'] else None
            conn = context.wrap_socket(conn, server_hostname=self.host, session=session)
        return conn, size

    def connect_implicit(self, host, port):
        self.host, self.port = host, port
        sock = socket.create_connection((host, port), 5)
        self.af = sock.family
        self.sock = context.wrap_socket(sock, server_hostname=host)
        self.file = self.sock.makefile('r', encoding='utf-8')
        self.welcome = self.getresp()

    def refuse(self):
        """PORT to a port at which nobody listens."""
        send = self.sendport if self.af == socket.AF_INET else self.sendeprt
        send(self.sock.getsockname()[0], 9)


def part(f, name):
    conn = f.transfercmd('RETR ' + name)
    conn.recv(1000)
    conn.close()
    f.voidresp()


def refused(f):
    f.refuse()
    f.sendcmd('LIST')


def cut(f, name):
    f.voidcmd('TYPE I')
    conn = f.transfercmd('STOR ' + name)
    conn.sendall(b'half of it' * 200)
    conn.close()
    f.voidresp()


data = lambda n=1500: io.BytesIO(b'line of a file\r\n' * (n // 16))
none = lambda *_: None
STEPS = {
    'pwd': lambda f: f.pwd(),
    'cwd': lambda f, d: (f.cwd(d), f.cwd('/')),
    'cwdMissing': lambda f, d: f.cwd(d),
    'list': lambda f: f.dir(none),
    'listPath': lambda f, d: f.dir(d, none),
    'listMissing': lambda f, d: f.dir(d, none),
    'nlst': lambda f: f.nlst(),
    'get': lambda f, n: f.retrbinary('RETR ' + n, none),
    'getMissing': lambda f, n: f.retrbinary('RETR ' + n, none),
    'getPart': part,
    'resume': lambda f, n: f.retrbinary('RETR ' + n, none, rest=10),
    'put': lambda f, n: f.storbinary('STOR ' + n, data()),
    'putEmpty': lambda f, n: f.storbinary('STOR ' + n, data(0)),
    'putDenied': lambda f, n: f.storbinary('STOR ' + n, data()),
    'putAbort': cut,
    'append': lambda f, n: f.storbinary('APPE ' + n, data(300)),
    'mkdir': lambda f, d: f.mkd(d),
    'mkdirAgain': lambda f, d: f.mkd(d),
    'rmdir': lambda f, d: f.rmd(d),
    'rename': lambda f, a, b: f.rename(a, b),
    'remove': lambda f, n: f.delete(n),
    'removeMissing': lambda f, n: f.delete(n),
    'size': lambda f, n: f.size(n),
    'time': lambda f, n: f.sendcmd('MDTM ' + n),
    'chmod': lambda f, n: f.sendcmd('SITE CHMOD 644 ' + n),
    'noop': lambda f: f.voidcmd('NOOP'),
    'system': lambda f: f.sendcmd('SYST'),
    'status': lambda f: f.sendcmd('STAT'),
    'features': lambda f: f.sendcmd('FEAT'),
    'raw': refused,
}

f = Client(context=context, timeout=5)
if s['implicit']:
    f.connect_implicit(s['address'], 990)
else:
    f.connect(s['address'], 21)
    f.auth()
f.set_pasv(not s['active'])
if s['protectsFirst']:
    f.prot_p()
if s['badLogin']:
    try:
        f.login(s['user'], 'wrong')
    except ftplib.all_errors:
        f.close()
        sys.exit()
f.login(s['user'], s['password'])
if not s['protectsFirst']:
    f.prot_c() if s['clear'] else f.prot_p()
if s['ascii']:
    f.sendcmd('TYPE A')
for what, *names in s['steps']:
    try:
        STEPS[what](f, *names)
    except (ftplib.all_errors, ssl.SSLError, OSError) as error:
        print(what, names, error)
        if isinstance(error, (OSError, EOFError)) and not isinstance(error, ConnectionError):
            break
if s['quits']:
    try:
        f.quit()
    except ftplib.all_errors:
        pass
f.close()
