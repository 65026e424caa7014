#!/bin/sh
# Makes the certificates beside this file, with OpenSSL 3. They are good for tests alone: their keys are public.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
forever=21000101000000Z
long_ago=20200101000000Z

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

# issue NAME SUBJECT ISSUER-CERT ISSUER-KEY KEY FROM TO EXTENSIONS
issue() {
  : > "$work/index.txt"
  printf '%s\n' '[ca]' 'default_ca=d' '[d]' "database=$work/index.txt" "serial=$work/serial" "new_certs_dir=$work" \
    'default_md=sha256' 'policy=p' 'unique_subject=no' '[p]' 'commonName=supplied' '[e]' "$8" > "$work/ca.cnf"
  openssl rand -hex 12 > "$work/serial"
  openssl req -new -key "$5" -subj "/CN=$2" -out "$work/request.pem"
  openssl ca -batch -notext -config "$work/ca.cnf" -extensions e -cert "$3" -keyfile "$4" -startdate "$6" -enddate "$7" \
    -in "$work/request.pem" -out "$1.pem" 2> /dev/null
}

authority='basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash'
server() {
  printf '%s\n' 'basicConstraints=critical,CA:false' 'keyUsage=critical,digitalSignature' 'extendedKeyUsage=serverAuth' \
    "subjectAltName=$1"
}
here='DNS:localhost,IP:127.0.0.1,IP:::1'

key "$work/ca.key"
key "$work/intermediate.key"
key "$work/other-ca.key"
key server.key
# Issued by themselves, with dates that `openssl req` cannot set.
for name in ca other-ca; do
  openssl req -x509 -new -key "$work/$name.key" -subj "/CN=Switchhook test $name" -days 1 -out "$work/first.pem"
  issue "$name" "Switchhook test $name" "$work/first.pem" "$work/$name.key" "$work/$name.key" "$long_ago" "$forever" "$authority"
done
issue server localhost ca.pem "$work/ca.key" server.key "$long_ago" "$forever" "$(server "$here")"
issue expired localhost ca.pem "$work/ca.key" server.key "$long_ago" 20210101000000Z "$(server "$here")"
issue not-yet-valid localhost ca.pem "$work/ca.key" server.key 20900101000000Z "$forever" "$(server "$here")"
issue wrong-name cti-a.example ca.pem "$work/ca.key" server.key "$long_ago" "$forever" \
  "$(server 'DNS:cti-a.example,DNS:cti-b.example')"
issue for-clients localhost ca.pem "$work/ca.key" server.key "$long_ago" "$forever" \
  "$(server "$here" | sed s/serverAuth/clientAuth/)"
issue intermediate 'Switchhook test intermediate' ca.pem "$work/ca.key" "$work/intermediate.key" "$long_ago" "$forever" \
  "$authority"
issue by-intermediate localhost intermediate.pem "$work/intermediate.key" server.key "$long_ago" "$forever" "$(server "$here")"
cat intermediate.pem >> by-intermediate.pem
openssl req -x509 -new -key server.key -subj /CN=localhost -days 1 -out "$work/first.pem"
issue self-signed localhost "$work/first.pem" server.key server.key "$long_ago" "$forever" "$(server "$here")"
