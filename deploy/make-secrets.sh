#!/usr/bin/env bash
# Makes up the secrets that docker-compose.yml mounts, once; what is there stays. Needs the .NET SDK for the admin's key.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }
make() { [ -s "secrets/$1" ] || { printf '%s' "$2" > "secrets/$1"; echo "made secrets/$1"; }; }

make mysql_password "$(random)"
make mysql_root_password "$(random)"
make grafana_password "$(random)"
make mysql_connection \
  "Server=mysql;Database=costintel;User ID=costintel;Password=$(cat secrets/mysql_password);Maximum Pool Size=100"
[ -s secrets/admin_key ] || make admin_key "$(dotnet run --project ../src/CostIntel.Cli -- keys generate)"
# The collector's own key: made with the admin's once the engine runs,
#   costintel keys create collector --role viewer
# Until then the collector reads no metrics.
make metrics_key "none"
# Containers read them as users of their own.
chmod 0444 secrets/*
chmod 0711 secrets
