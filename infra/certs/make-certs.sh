#!/bin/sh
# A certificate authority of this deployment's own, and a certificate for each host named on the command line, made once:
#   <folder>/ca/ca.crt               what clients trust
#   <folder>/<host>/<host>.{crt,key} for EventStoreDB
#   <folder>/<host>/<host>.pem       key and certificate in one file, for MongoDB and Kafka
# Each engine reads its own folder and the authority's certificate. The authority's key stays in <folder>/authority, which nobody mounts.
# It ends by saying until when each certificate is good; one whose folder is gone is made anew.
set -eu
folder=$1
shift
days=825
mkdir -p "$folder/authority" "$folder/ca"
# Nobody on this machine gets through here to the keys below (who made this folder made it for all). A container does: what is mounted into
# it is a folder below this one.
chmod 700 "$folder" "$folder/authority"
authority="$folder/authority/ca.key"

if [ ! -f "$folder/ca/ca.crt" ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -sha256 -days 3650 -subj '/CN=Amana engines' -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout "$authority" -out "$folder/ca/ca.crt" 2>/dev/null
fi
chmod 755 "$folder/ca"
chmod 644 "$folder/ca/ca.crt"

for host in "$@"; do
  [ -f "$folder/$host/$host.pem" ] && continue
  mkdir -p "$folder/$host"
  key="$folder/$host/$host.key"
  crt="$folder/$host/$host.crt"
  openssl req -newkey rsa:3072 -nodes -sha256 -subj "/CN=$host" -keyout "$key" -out "$folder/$host/$host.csr" 2>/dev/null
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' "$host" > "$folder/$host/extensions"
  openssl x509 -req -sha256 -days "$days" -in "$folder/$host/$host.csr" -CA "$folder/ca/ca.crt" -CAkey "$authority" -CAcreateserial -extfile "$folder/$host/extensions" -out "$crt" 2>/dev/null
  cat "$key" "$crt" > "$folder/$host/$host.pem"
  rm "$folder/$host/$host.csr" "$folder/$host/extensions"
  # Each engine runs as a user of its own that no script can know beforehand: its folder is mounted into it alone.
  chmod 755 "$folder/$host"
  chmod 644 "$key" "$crt" "$folder/$host/$host.pem"
done

for name in ca "$@"; do
  printf '%s: until %s\n' "$name" "$(openssl x509 -noout -enddate -in "$folder/$name/$name.crt" | cut -d= -f2)"
done
