"""Every error Kuutoshaku raises on purpose.

KuutoshakuError
    InvalidAddressError         a text is not the address of a web page
    SettingsError               a setting or a data directory cannot be used
        SourcesError            sources.toml: names the file, line and key
        NewerDataError          the data was written by a newer version
    StoreError                  the page store or job table failed
    ErasureError                a page cannot be erased
    JobRunningError             another job runs; there is one at a time
    JobCancelledError           someone cancelled the job that runs
    CrawlError                  a crawl could not go on
        UnknownSourceError      no source has that name
    FetchError                  one address could not be fetched; says why
        AddressRefusedError     the address guard or the scope refused it
        PageTooLargeError       its body passes the limit, packed or unpacked
    ExtractionError             one page could not be read
        NotIndexableError       it was read, and should not be in the index; says why
    SamplePageError             a page source of the sample site cannot be used
    LanguageToolError           an analysis tier that was asked for is not installed
    JudgmentsError              topics or judgments cannot be used: names the file and line
    RuleRefusedError            a rule of editors cannot be kept: names the key
        RuleConflictError       another rule says the same or the contrary
    RuleFileError               a file of rules cannot be imported: names the line
    NoRuleError                 there is no rule of that number
    RuleChangedError            someone changed the rule meanwhile
    TokenError                  an API token cannot be made or found
    SearchIndexError            the index cannot do what was asked
        NoGenerationError       nothing has been published yet
        DamagedGenerationError  a file of a generation is missing or altered
        GateError               a build was refused before publishing
        PublishingHeldError     a rollback holds publishing until it is released
        BuildRunningError       another process is building an index here
    QueryError                  the query cannot be answered as typed
        QueryTooLongError
        QueryTooDeepError
        EmptyQueryError
"""


class KuutoshakuError(Exception):
    """Base of all; its text is a sentence for the person who can act on it."""


class InvalidAddressError(KuutoshakuError):
    """A text is not the address of a web page."""


class SettingsError(KuutoshakuError):
    """A setting or a data directory cannot be used."""


class SourcesError(SettingsError):
    """The sources file is missing or malformed."""


class NewerDataError(SettingsError):
    """The data was written by a newer version of Kuutoshaku."""


class StoreError(KuutoshakuError):
    """The page store or job table failed."""


class ErasureError(KuutoshakuError):
    """A page cannot be erased."""


class JobRunningError(KuutoshakuError):
    """Another job runs; there is one at a time."""


class JobCancelledError(KuutoshakuError):
    """Someone cancelled the job that runs."""


class CrawlError(KuutoshakuError):
    """A crawl could not go on."""


class UnknownSourceError(CrawlError):
    """No source has that name."""


class FetchError(KuutoshakuError):
    """One address could not be fetched."""


class AddressRefusedError(FetchError):
    """The address guard or the scope refused an address."""


class PageTooLargeError(FetchError):
    """The body of an answer passes the limit."""


class ExtractionError(KuutoshakuError):
    """One page could not be read."""


class NotIndexableError(ExtractionError):
    """A page was read and should not be in the index; `code` names why, for programs."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class SamplePageError(KuutoshakuError):
    """A page source of the sample site cannot be used."""


class LanguageToolError(KuutoshakuError):
    """An analysis tier that was asked for is not installed."""


class JudgmentsError(KuutoshakuError):
    """Topics or judgments cannot be used."""


class RuleRefusedError(KuutoshakuError):
    """A rule of editors cannot be kept; `key` names what is wrong with it."""

    def __init__(self, key: str, problem: str) -> None:
        """Tell the key and what is wrong with it, without a full stop."""
        super().__init__(f"“{key}” {problem}.")
        self.key = key


class RuleConflictError(RuleRefusedError):
    """Another rule of editors says the same or the contrary."""


class RuleFileError(KuutoshakuError):
    """A file of rules cannot be imported."""


class NoRuleError(KuutoshakuError):
    """There is no rule of editors of that number."""


class RuleChangedError(KuutoshakuError):
    """Someone changed a rule of editors meanwhile."""


class TokenError(KuutoshakuError):
    """An API token cannot be made or found."""


class SearchIndexError(KuutoshakuError):
    """The index cannot do what was asked."""


class NoGenerationError(SearchIndexError):
    """Nothing has been published yet."""


class DamagedGenerationError(SearchIndexError):
    """A file of a generation is missing or altered."""


class GateError(SearchIndexError):
    """A build was refused before publishing."""


class PublishingHeldError(SearchIndexError):
    """A rollback holds publishing until someone releases it."""


class BuildRunningError(SearchIndexError):
    """Another process is building an index here."""


class QueryError(KuutoshakuError):
    """The query cannot be answered as typed."""


class QueryTooLongError(QueryError):
    """The query is longer than the limit."""


class QueryTooDeepError(QueryError):
    """A page of hits lies beyond what can be shown."""


class EmptyQueryError(QueryError):
    """Nothing was asked and no filter was given."""
