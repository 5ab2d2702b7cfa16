"""Read git from its objects only: the files of a commit, the last commit that touched them, and if they are a draft."""

from kravbok.git.commit import head_commit, last_commit, list_commit, read_blob, read_commit, read_tree
from kravbok.git.dag import commit_day
from kravbok.git.forrad import FOLDERS, Forrad, GitFel, GitSaknas, Tradpost, find_git, is_repository, open_forrad
from kravbok.git.trad import Filandring, read_changes
from kravbok.git.utkast import is_blob, is_draft, lfs_sum

__all__ = [
    "FOLDERS",
    "Filandring",
    "Forrad",
    "GitFel",
    "GitSaknas",
    "Tradpost",
    "commit_day",
    "find_git",
    "head_commit",
    "is_blob",
    "is_draft",
    "is_repository",
    "last_commit",
    "lfs_sum",
    "list_commit",
    "open_forrad",
    "read_blob",
    "read_changes",
    "read_commit",
    "read_tree",
]
