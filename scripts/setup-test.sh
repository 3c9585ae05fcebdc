#!/usr/bin/env bash
# Chromium and a Chinese font for the browser tests: installed where we are root on a Debian system, else named.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null
  apt-get install -y -q --no-install-recommends "${missing[@]}"
  exit 0
fi
echo "浏览器测试需要系统软件：${missing[*]}。请安装后再运行，例如 sudo apt-get install ${missing[*]}" >&2
exit 1
