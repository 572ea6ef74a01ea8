//! Which calls of the system a process may make, kept by the kernel (seccomp).
//!
//! It cannot be taken back. It must be the last thing that is set up, since it forbids to set up
//! anything.

use std::os::fd::RawFd;

/// From here on all threads of this process may read `document`, use memory and write to `answer`
/// and the outputs; nothing else: no file, socket, process or thread can be opened, one that was
/// inherited not used, and no memory be made executable. Other calls fail with `EPERM`.
///
/// # Errors
/// In words, where the kernel has no such filter.
pub(super) fn confine_parser(document: RawFd, answer: RawFd) -> Result<(), String> {
    system::confine_parser(document, answer)
}

/// From here on this process and those that it starts may reach no network, and not look into
/// other processes.
///
/// # Errors
/// In words, where the kernel has no such filter.
pub(super) fn confine_tool() -> Result<(), String> {
    system::confine_tool()
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod system {
    use super::RawFd;
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
        SeccompFilter, SeccompRule,
    };
    use std::collections::BTreeMap;

    type Rules = BTreeMap<i64, Vec<SeccompRule>>;

    /// What a program does that computes: all of it with what it has already. A list of what is
    /// allowed, since one of what is forbidden misses the calls of the next kernel.
    const COMPUTING: [i64; 29] = [
        libc::SYS_brk,
        libc::SYS_clock_getres,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_futex,
        libc::SYS_getpid,
        libc::SYS_getrandom,
        libc::SYS_gettid,
        libc::SYS_gettimeofday,
        libc::SYS_madvise,
        libc::SYS_membarrier,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_nanosleep,
        libc::SYS_restart_syscall,
        libc::SYS_rseq,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_getaffinity,
        libc::SYS_sched_yield,
        libc::SYS_set_robust_list,
        libc::SYS_sigaltstack,
        // Harmless, and asked for by allocators.
        libc::SYS_get_mempolicy,
        libc::SYS_getcpu,
        libc::SYS_sysinfo,
    ];

    /// Ways to a network, and into other processes or the kernel. A list of what is forbidden:
    /// nobody knows all that an office suite does.
    const OUTWARD: [i64; 21] = [
        // Rings carry calls past this filter.
        libc::SYS_io_uring_setup,
        libc::SYS_io_uring_enter,
        libc::SYS_io_uring_register,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_getfd,
        libc::SYS_kcmp,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_setns,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_keyctl,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_kexec_load,
        libc::SYS_open_by_handle_at,
    ];

    pub(super) fn confine_parser(document: RawFd, answer: RawFd) -> Result<(), String> {
        let filter = parser_rules(document, answer).and_then(|rules| {
            program(rules, SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow)
        });
        let filter = filter.map_err(|error| error.to_string())?;
        seccompiler::apply_filter_all_threads(&filter).map_err(|error| error.to_string())
    }

    pub(super) fn confine_tool() -> Result<(), String> {
        let filter = tool_rules().and_then(|rules| {
            program(rules, SeccompAction::Allow, SeccompAction::Errno(libc::EPERM as u32))
        });
        let filter = filter.map_err(|error| error.to_string())?;
        seccompiler::apply_filter_all_threads(&filter).map_err(|error| error.to_string())
    }

    fn program(
        rules: Rules,
        otherwise: SeccompAction,
        listed: SeccompAction,
    ) -> Result<BpfProgram, BackendError> {
        let architecture = std::env::consts::ARCH.try_into()?;
        SeccompFilter::new(rules, otherwise, listed, architecture)?.try_into()
    }

    fn parser_rules(document: RawFd, answer: RawFd) -> Result<Rules, BackendError> {
        let mut rules: Rules = COMPUTING.into_iter().map(|call| (call, Vec::new())).collect();
        for call in [libc::SYS_read, libc::SYS_pread64] {
            rules.insert(call, vec![rule(vec![equals(0, document)?])?]);
        }
        // To the outputs, and so never to the document, which may have been opened for writing.
        for call in [libc::SYS_write, libc::SYS_writev] {
            let outputs = [libc::STDOUT_FILENO, libc::STDERR_FILENO, answer];
            let to = outputs.map(|file| rule(vec![equals(0, file)?]));
            rules.insert(call, to.into_iter().collect::<Result<_, _>>()?);
        }
        // Memory, but no files in it and no code.
        let memory = rule(vec![lacks(2, libc::PROT_EXEC)?, equals(4, -1)?])?;
        rules.insert(libc::SYS_mmap, vec![memory]);
        rules.insert(libc::SYS_mprotect, vec![rule(vec![lacks(2, libc::PROT_EXEC)?])?]);
        // To itself only: an abort is a signal.
        let process = rustix::process::getpid().as_raw_pid();
        rules.insert(libc::SYS_tgkill, vec![rule(vec![equals(0, process)?])?]);
        Ok(rules)
    }

    fn tool_rules() -> Result<Rules, BackendError> {
        let mut rules: Rules = BTreeMap::new();
        for call in OUTWARD {
            each_number(call, |number| drop(rules.insert(number, Vec::new())));
        }
        let network = rule(vec![differs(0, libc::AF_UNIX)?])?;
        each_number(libc::SYS_socket, |number| {
            drop(rules.insert(number, vec![network.clone()]));
        });
        Ok(rules)
    }

    /// On x86-64 some kernels know each call by a second number (x32), which a list of what is
    /// forbidden must name as well.
    fn each_number(call: i64, mut then: impl FnMut(i64)) {
        then(call);
        if cfg!(target_arch = "x86_64") {
            then(call | 0x4000_0000);
        }
    }

    fn rule(conditions: Vec<SeccompCondition>) -> Result<SeccompRule, BackendError> {
        SeccompRule::new(conditions)
    }

    fn equals(argument: u8, value: i32) -> Result<SeccompCondition, BackendError> {
        condition(argument, SeccompCmpOp::Eq, value)
    }

    fn differs(argument: u8, value: i32) -> Result<SeccompCondition, BackendError> {
        condition(argument, SeccompCmpOp::Ne, value)
    }

    /// None of these bits is set.
    fn lacks(argument: u8, bits: i32) -> Result<SeccompCondition, BackendError> {
        let mask = u64::from(bits.cast_unsigned());
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(mask), 0)
    }

    fn condition(
        argument: u8,
        operator: SeccompCmpOp,
        value: i32,
    ) -> Result<SeccompCondition, BackendError> {
        let value = u64::from(value.cast_unsigned());
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value)
    }
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod system {
    use super::RawFd;

    const MISSING: &str = "this system has no filter of system calls that sulh knows";

    pub(super) fn confine_parser(_document: RawFd, _answer: RawFd) -> Result<(), String> {
        Err(MISSING.to_owned())
    }

    pub(super) fn confine_tool() -> Result<(), String> {
        Err(MISSING.to_owned())
    }
}
