"""What a contained process cannot do any more, and what it still can."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from waiting import runs, wait_until

from kgservice.containment import (
    NAMESPACE,
    SECCOMP,
    forbid_files,
    forbid_network,
    let_others_first,
    limit_memory,
    limit_seconds,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="containment by the kernel is Linux's")


def run(code, **options):
    """Run Python `code` in a process of its own, which has the functions of containment."""
    names = ", ".join(each.__name__ for each in (forbid_files, forbid_network, limit_memory, limit_seconds))
    head = f"import os, socket, threading, time\nfrom kgservice.containment import die_with_parent, {names}\n"
    command = [sys.executable, "-c", head + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, **options)


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@linux
def test_the_filter_is_among_what_holds():
    assert SECCOMP in run("print(*forbid_network())").stdout.split()


@linux
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"])
def test_no_socket_can_be_opened(family):
    open_one = f"socket.socket(socket.{family}, socket.SOCK_DGRAM)"
    assert run(open_one).returncode == 0
    assert "PermissionError" in run(f"forbid_network()\n{open_one}").stderr


@linux
def test_a_socket_that_was_open_reaches_nobody_new(listener):
    connect = f"s.connect(('127.0.0.1', {listener.getsockname()[1]}))"
    assert run(f"s = socket.socket()\n{connect}").returncode == 0
    assert "PermissionError" in run(f"s = socket.socket()\nforbid_network()\n{connect}").stderr


@linux
def test_the_filter_holds_without_the_namespace(listener):
    code = "from kgservice import containment\ncontainment.leave_network = lambda: False\nprint(*forbid_network())\n"
    result = run(f"{code}socket.create_connection({listener.getsockname()})")
    assert result.stdout.strip() == SECCOMP
    assert "PermissionError" in result.stderr


@linux
def test_the_namespace_holds_without_the_filter(listener):
    code = "from kgservice import containment\ncontainment.forbid_calls = lambda: False\nprint(*forbid_network())\n"
    result = run(f"{code}socket.create_connection({listener.getsockname()})")
    if not result.stdout.strip():
        pytest.skip("this system gives no namespace")
    assert result.stdout.strip() == NAMESPACE
    assert "unreachable" in result.stderr


@linux
def test_threads_that_run_already_are_held_too():
    code = """
go = threading.Event()
def later():
    go.wait()
    try: socket.socket()
    except PermissionError: print("held")
thread = threading.Thread(target=later)
thread.start()
forbid_network()
go.set()
thread.join()
"""
    assert run(code).stdout.strip() == "held"


@linux
def test_pairs_forks_and_threads_still_work():
    code = """
one, other = socket.socketpair()
forbid_network()
thread = threading.Thread(target=one.sendall, args=(b"a",))
thread.start()
thread.join()
if os.fork() == 0:
    one.sendall(b"b")
    os._exit(0)
os.wait()
print(other.recv(1).decode() + other.recv(1).decode())
"""
    assert run(code).stdout.strip() == "ab"


@linux
@pytest.mark.parametrize(
    "call",
    ["os.execv('/bin/true', ['true'])", "os.execve(os.open('/bin/true', os.O_RDONLY), ['true'], {})"],
)
def test_no_other_program_can_be_started(call):
    assert run(call).returncode == 0
    assert "PermissionError" in run(f"forbid_network()\n{call}").stderr


@linux
def test_a_forked_process_is_held_to_what_its_parent_was():
    code = "forbid_network()\npid = os.fork()\nif pid: os.wait()\nelse: socket.socket()"
    assert "PermissionError" in run(code).stderr


@linux
def test_memory_beyond_the_limit_fails_in_that_process_only():
    code = "print(limit_memory(64))\nkept = bytearray({} << 20)\nprint('has it')"
    assert run(code.format(32)).stdout.split("\n")[:2] == ["True", "has it"]
    result = run(code.format(96))
    assert "MemoryError" in result.stderr
    assert "has it" not in result.stdout
    assert len(bytearray(96 << 20)) == 96 << 20


def test_time_beyond_the_limit_kills_even_what_does_not_listen():
    assert run("limit_seconds(0.5)\nsum(range(10**12))").returncode == -14


def test_a_time_limit_can_be_called_off():
    assert run("limit_seconds(0.1)\nlimit_seconds(0)\ntime.sleep(0.3)\nprint('done')").stdout.strip() == "done"


def test_nothing_is_written_to_files_but_to_pipes(tmp_path):
    write = f"print('said', flush=True)\nopen({str(tmp_path / 'x')!r}, 'wb', 0).write(b'x')"
    assert run(write).returncode == 0
    result = run(f"forbid_files()\n{write}")
    assert result.stdout.strip() == "said"
    assert "File too large" in result.stderr


@linux
def test_a_child_ends_with_its_parent():
    child = "from kgservice.containment import die_with_parent\nimport time\ndie_with_parent(int('%d'))\ntime.sleep(60)"
    code = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {child!r} % os.getpid()])
time.sleep(1)
print(child.pid, child.poll(), flush=True)
os._exit(0)
"""
    pid, running = run(code).stdout.split()
    assert running == "None"
    wait_until(lambda: not runs(int(pid)))


def test_a_child_whose_parent_is_gone_ends_at_once():
    assert run("die_with_parent(1)\nprint('on')", start_new_session=True).stdout == ""


@linux
@pytest.mark.parametrize("has_session", [True, False])
def test_a_process_is_slowed_down_with_its_own_session_and_no_other(has_session):
    begin = "from kgservice.containment import begin_session\nbegin_session()\n" if has_session else ""
    code = f"import time\n{begin}print(flush=True)\ntime.sleep(60)\n"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        let_others_first(process.pid)
        niceness = os.getpriority(os.PRIO_PROCESS, process.pid)
        sessions = [autogroup_of(each) for each in ("self", process.pid)]
        process.kill()
    assert niceness == 19
    if None not in sessions:
        assert sessions == [0, 19 if has_session else 0]


def autogroup_of(process: int | str) -> int | None:
    """The niceness of a process's session; None where the system does not share by session, or has none for this one."""
    try:
        words = Path(f"/proc/{process}/autogroup").read_text().split()
    except OSError:
        return None
    return int(words[-1]) if words else None
