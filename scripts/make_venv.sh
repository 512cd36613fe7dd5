#!/bin/sh
# Makes the virtual environment named by $1 with the first Python that is new enough, or says what is missing.
# A sound one that is already there is kept.
set -eu
venv=$1

if "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    exit 0
fi

found=
for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        found=$candidate
        break
    fi
done

package_line() {
    version=$("${found:-python3}" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo 3)
    system=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}" || true)
    case " $system " in
        *debian* | *ubuntu*) echo "apt-get install $1$version$2" ;;
        *fedora* | *rhel*) echo "dnf install python$version python$version-pip" ;;
        *suse*) echo "zypper install python$(echo "$version" | tr -d .) python$(echo "$version" | tr -d .)-pip" ;;
        *arch*) echo "pacman -S python python-pip" ;;
        *alpine*) echo "apk add python3 py3-pip" ;;
        *) echo "install Python 3.11 or newer with its venv and ensurepip modules" ;;
    esac
}

if [ -z "$found" ]; then
    have=$(python3 --version 2>/dev/null || echo "no Python 3 at all")
    echo "Tessera needs Python 3.11 or newer; here is $have." >&2
    echo "Install one and run make again, or name it: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi

if ! "$found" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    echo "$("$found" --version) is here, but without the modules venv and ensurepip. As root, run:" >&2
    echo "    $(package_line python -venv)" >&2
    exit 1
fi

echo "Making $venv with $("$found" --version)"
"$found" -m venv --clear "$venv"
