"""What a process that does a stranger's work gives up: memory, time, files, the network, and outliving its parent.

Each function limits the process that calls it, for good, and the processes that this one forks later.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

SECCOMP, NAMESPACE = "seccomp", "namespace"

_MEBIBYTE = 1 << 20
_NICEST = 19
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
# CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
_NEW_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | _CLONE_NEWUSER | 0x20000000 | _CLONE_NEWNET
_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_EPERM, _ENOSYS = 1, 38
_ALLOW, _FAIL_WITH = 0x7FFF0000, 0x00050000
_LOAD, _EQUALS, _AT_LEAST, _HAS_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
# Calls of the x32 ABI, which would pass by numbers of their own.
_X32 = 0x40000000


class _Calls(NamedTuple):
    """The numbers of a processor's system calls: its mark, `seccomp`, `clone`, and those that are refused."""

    architecture: int
    seccomp: int
    clone: int
    refused: tuple[int, ...]


# clone3 says its flags where a filter cannot look; told that it is not there, the C library takes clone.
_CLONE3 = 435
# io_uring_setup, io_uring_enter, io_uring_register, pidfd_getfd: ways around the filter.
_EVERYWHERE = (425, 426, 427, 438)
# socket, connect, accept, bind, listen, socketpair, execve, ptrace, mount, unshare, accept4, perf_event_open, setns,
# process_vm_readv, process_vm_writev, bpf, execveat; the same in the other order of numbers.
_CALLS = {
    "x86_64": _Calls(
        0xC000003E,
        317,
        56,
        (41, 42, 43, 49, 50, 53, 59, 101, 165, 272, 288, 298, 308, 310, 311, 321, 322, *_EVERYWHERE),
    ),
    "aarch64": _Calls(
        0xC00000B7,
        277,
        220,
        (198, 203, 202, 200, 201, 199, 221, 117, 40, 97, 242, 241, 268, 270, 271, 280, 281, *_EVERYWHERE),
    ),
}


def begin_session() -> None:
    """Put the process into a session of its own, so that it can be slowed down alone (see `let_others_first`)."""
    with suppress(OSError):
        os.setsid()


def let_others_first(process: int) -> None:
    """Have another `process` take what the others leave, within its session and with it, as far as the system can.

    Where Linux shares processors among sessions first (autogroup), niceness counts within one only; so the session is
    slowed down too, if it is the process's own.
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, _NICEST)
        if os.getsid(process) == process:
            Path(f"/proc/{process}/autogroup").write_text(str(_NICEST))


def limit_memory(megabytes: int) -> bool:
    """Let the process take `megabytes` (MiB of address space) beyond what it has now; whether the system holds it to that."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return False
    limit = pages * resource.getpagesize() + megabytes * _MEBIBYTE
    _lower(resource.RLIMIT_AS, limit)
    return True


def let_stack_grow(megabytes: int) -> None:
    """Let the main thread's stack grow to `megabytes` (MiB), as far as the system allows: what recurses far ends later."""
    _, most = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = megabytes * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_STACK, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def limit_seconds(seconds: float) -> None:
    """Have the kernel kill the process with SIGALRM in `seconds` of the wall clock; 0 calls it off. From the main thread.

    The process cannot catch it, whatever it is doing, and so needs nobody to watch it.
    """
    if signal.getsignal(signal.SIGALRM) != signal.SIG_DFL:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def forbid_files() -> None:
    """Let the process write nothing to any file (pipes and sockets stay), a core dump neither."""
    limit_file_size(0)


def limit_file_size(megabytes: int) -> None:
    """Let the process make no file larger than `megabytes`, and no core dump."""
    _lower(resource.RLIMIT_FSIZE, megabytes * _MEBIBYTE)
    _lower(resource.RLIMIT_CORE, 0)


def forbid_network() -> frozenset[str]:
    """Take from the process the means to reach another: new sockets, other programs, other processes' memory.

    What it has open stays in use, and it may fork and start threads; to be called before it has any, for the namespace
    is the calling thread's. Gives which of SECCOMP and NAMESPACE hold: none where the system has neither.
    """
    held = {NAMESPACE: leave_network(), SECCOMP: forbid_calls()}
    return frozenset(name for name, holds in held.items() if holds)


def die_with_parent(parent: int) -> None:
    """Have the kernel kill the process when the thread that started it ends; at once if the process `parent` is gone.

    Where the system cannot do that, the process must notice by itself that its standard input has ended.
    """
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def leave_network() -> bool:
    """Put the thread into a network of its own, in which there is nothing; whether the system lets it.

    Sockets that listen at a path of the file system still accept.
    """
    if sys.platform != "linux":
        return False
    libc = _libc()
    return any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWNET | _CLONE_NEWUSER))


def forbid_calls() -> bool:
    """Have the kernel refuse the calls that reach another process, in every thread of this one; whether it does."""
    if sys.platform != "linux":
        return False
    calls = _CALLS.get(platform.machine())
    if calls is None or sys.maxsize < 1 << 32:
        return False
    program = _program(calls)
    kept = ctypes.create_string_buffer(program)
    header = struct.pack("HL", len(program) // 8, ctypes.addressof(kept))
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(calls.seccomp, _SET_MODE_FILTER, _ALL_THREADS, ctypes.create_string_buffer(header)) == 0)


def _program(calls: _Calls) -> bytes:
    """The filter in the kernel's packet filter language: an instruction is operation, jump if true, if false, value."""
    refuse, no_such_call = _FAIL_WITH | _EPERM, _FAIL_WITH | _ENOSYS
    instructions = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUALS, 1, 0, calls.architecture),
        (_RETURN, 0, 0, refuse),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, refuse),
        (_EQUALS, 0, 1, _CLONE3),
        (_RETURN, 0, 0, no_such_call),
    ]
    for number in calls.refused:
        instructions += [(_EQUALS, 0, 1, number), (_RETURN, 0, 0, refuse)]
    instructions += [
        (_EQUALS, 0, 3, calls.clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_HAS_BIT, 0, 1, _NEW_NAMESPACES),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in instructions)


def _lower(limit: int, value: int) -> None:
    """Set both bounds of a limit, as far down as they are not lower already."""
    bounds = (each for each in resource.getrlimit(limit) if each != resource.RLIM_INFINITY)
    lowest = min([value, *bounds])
    resource.setrlimit(limit, (lowest, lowest))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
