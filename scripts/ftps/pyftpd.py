"""pyftpdlib with TLS: pyftpd.py SETUP.json"""
import json
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import TLS_FTPHandler
from pyftpdlib.servers import FTPServer

setup = json.load(open(sys.argv[1]))
authorizer = DummyAuthorizer()
authorizer.add_user(setup['user'], setup['password'], setup['home'], perm='elradfmwMT')
authorizer.override_perm(setup['user'], setup['home'] + '/locked', 'elr')
handler = TLS_FTPHandler
handler.certfile = setup['certificate']
handler.keyfile = setup['key']
handler.authorizer = authorizer
handler.tls_control_required = True
handler.auth_failed_timeout = 1
if setup['greeting'] is not None:
    handler.banner = setup['greeting']
FTPServer((setup['address'], setup['port']), handler).serve_forever()
