"""A real FTP server and client, 300 transfers of all kinds. Prints what end points had on disk, as JSON.

server: transfers.py server ADDRESS FOLDER; client: transfers.py client ADDRESS PORT SERVER_FOLDER COUNT
"""
import ftplib
import hashlib
import io
import json
import os
import random
import sys
import time


def serve(address, folder):
    import logging
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.servers import FTPServer

    logging.disable(logging.CRITICAL)
    users = DummyAuthorizer()
    users.add_user('alice', 'wonderland', folder, perm='elradfmwMT')
    FTPHandler.authorizer = users
    FTPHandler.use_sendfile = False
    server = FTPServer((address, 2121), FTPHandler)
    print('ready', flush=True)
    server.serve_forever()


ODD = ['plain', 'two words', 'naïve café', '报告', 'say "hi"', "it's", '-dash', '100%', 'a+b&c', '[x]', 'back\\slash', '.hidden', 'CON', 'trail.']
rng = random.Random(4)


def content(size, text):
    if text:
        line = bytes(rng.choice(b'abcdefghij klmnop') for _ in range(61)) + b'\n'
        return line * (size // 62)
    return rng.randbytes(size)


def client(address, port, folder, count):
    sha = lambda data: hashlib.sha256(data).hexdigest()
    truth = []
    deadline = time.time() + 45

    def connect():
        ftp = ftplib.FTP(encoding='utf-8')
        ftp.connect(address, port, timeout=20)
        ftp.login('alice', 'wonderland')
        return ftp

    ftp = connect()
    for i in range(count):
        if time.time() > deadline:
            break
        kind = ['down', 'up', 'down-text', 'up-text', 'resumed', 'appended', 'aborted', 'down', 'up', 'up-resumed'][i % 10]
        size = 5_000_000 if i % 100 == 50 else rng.choice([0, 1, 17, 1448, 1449, 20_000, 65_536, 200_000])
        if kind in ('resumed', 'aborted', 'appended', 'up-resumed'):
            size = max(size, 150_000)
        name = f'{i:03} {ODD[i % len(ODD)]}'
        data = content(size, 'text' in kind)
        size = len(data)
        ftp.set_pasv(i % 3 != 0)
        at = os.path.join(folder, name)
        whole = True
        ftp.voidcmd('TYPE I')
        if kind.startswith('down') or kind in ('resumed', 'aborted'):
            open(at, 'wb').write(data)
        if kind == 'down':
            ftp.retrbinary(f'RETR {name}', lambda part: None)
        elif kind == 'up':
            ftp.storbinary(f'STOR {name}', io.BytesIO(data))
        elif kind == 'down-text':
            ftp.retrlines(f'RETR {name}', lambda line: None)
        elif kind == 'up-text':
            ftp.storlines(f'STOR {name}', io.BytesIO(data))
        elif kind == 'appended':
            ftp.storbinary(f'STOR {name}', io.BytesIO(data[:70_000]))
            ftp.storbinary(f'APPE {name}', io.BytesIO(data[70_000:]))
        elif kind == 'up-resumed':
            ftp.storbinary(f'STOR {name}', io.BytesIO(data[:70_001]))
            ftp.storbinary(f'STOR {name}', io.BytesIO(data[70_001:]), rest=70_001)
        else:
            connection = ftp.transfercmd(f'RETR {name}')
            got = b''
            while len(got) < 40_000:
                got += connection.recv(4096)
            connection.close()
            try:
                ftp.voidresp()
            except ftplib.all_errors:
                pass
            if kind == 'resumed':
                ftp.voidcmd('TYPE I')
                ftp.retrbinary(f'RETR {name}', lambda part: None, rest=len(got))
            else:
                whole = False
        stored = open(at, 'rb').read()
        assert stored == data, (kind, name, len(stored), len(data))
        truth.append({'path': f'/{name}', 'kind': kind, 'bytes': size, 'sha256': sha(data), 'whole': whole, 'stored': at})
        if i % 40 == 39:
            ftp.quit()
            ftp = connect()
    ftp.quit()
    print(json.dumps(truth))


if sys.argv[1] == 'server':
    serve(sys.argv[2], sys.argv[3])
else:
    client(sys.argv[2], int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
