"""A file as lines of text: plain or gz, in the encoding that it says, that it is told, or that is guessed."""
import codecs
import gzip
import io
import itertools
import os
import re
import stat
import sys
import zlib

from .refusal import Refusal, Usage, told

BLOCK = 1 << 20
LONGEST_LINE = 1 << 24
SAMPLE = 1 << 20  # bytes that an encoding is guessed from
NUL = '\ufdd0'  # stands for it: a character that no text has; old versions of csv fail at NUL
MARKS = ((codecs.BOM_UTF8, 'utf-8'), (codecs.BOM_UTF16_LE, 'utf-16-le'), (codecs.BOM_UTF16_BE, 'utf-16-be'))
WIDER = {'gb2312': 'gb18030', 'gbk': 'gb18030'}  # people name the one and use the other
SHOWN = {'utf-8': 'UTF-8', 'utf-16-le': 'UTF-16', 'utf-16-be': 'UTF-16', 'gb18030': 'GB18030', 'cp1252': 'Latin-1 (Windows-1252)'}
OTHERS = ((b'PK\x03\x04', 'a workbook or a zip archive, not a CSV file; unpack it, or save the sheet as CSV'),
          (b'\xd0\xcf\x11\xe0', 'an Excel workbook, not a CSV file; save the sheet as CSV'),
          (b'PAR1', 'a Parquet file, not a CSV file; write it as CSV'), (b'%PDF', 'a PDF, not a CSV file'),
          (b'BZh', 'compressed by bzip2; unpack it first'), (b'\xfd7zXZ', 'compressed by xz; unpack it first'),
          (b'\x28\xb5\x2f\xfd', 'compressed by zstd; unpack it first'))

UTF8_CHARACTER = re.compile(rb'[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}')
HIGH_BYTES = re.compile(rb'[\x80-\xff]+')
COMMON_CHINESE = re.compile(rb'(?:[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])+')  # the first level of GB 2312, and its punctuation


def line_ends(text):
    """Lines may end by LF, by CR LF and by CR."""
    return text.count('\n') + (text.count('\r') - text.count('\r\n') if '\r' in text else 0)


def looks_chinese(sample):
    """GB18030 or Latin-1?  Chinese characters are pairs of high bytes that stand together and are mostly of
    the common ones; accented letters stand alone among plain ones."""
    try:
        sample.decode('gb18030')
    except UnicodeDecodeError:
        return False
    chinese = latin = 0
    for run in HIGH_BYTES.finditer(sample):
        start, end = run.span()
        beside = sample[max(start - 1, 0):start] + sample[end:end + 1]
        common = COMMON_CHINESE.fullmatch(sample, start, end)
        if (end - start) % 2 == 1 or not common and beside.isalpha():
            latin += end - start
        else:
            chinese += end - start
    return chinese > latin


class Source:
    """A file or standard input (-).  Only regular files can be read twice: all else is a stream."""

    def __init__(self, path, name=None, encoding=None, watch=None):
        self.path = path
        self.name = name or ('standard input' if path == '-' else path)
        self.watch = watch or (lambda source: None)  # called for every block
        self.bytes = 0  # read by now, as they stand in the file
        self.size = None
        self.guessed = None  # a word on the encoding if it was guessed
        try:
            # Standard input may be closed.
            self.file = open(0 if path == '-' else path, 'rb', closefd=path != '-')
            mode = os.fstat(self.file.fileno())
            start = self.file.peek(8)[:8]
        except OSError as error:
            raise Refusal(self.name, f'cannot be opened: {told(error)}') from None
        self.stream = not stat.S_ISREG(mode.st_mode) or path == '-'
        self.size = None if self.stream else mode.st_size
        self.packed = start.startswith(b'\x1f\x8b')
        for magic, what in OTHERS:
            if start.startswith(magic):
                raise Refusal(self.name, what)
        self.opened = self._open()
        self._find_encoding(encoding)

    def _open(self):
        return gzip.GzipFile(fileobj=self.file) if self.packed else self.file

    def _blocks(self):
        """The bytes, unpacked."""
        while True:
            try:
                block = self.opened.read(BLOCK)
            except EOFError:
                raise Refusal(self.name, 'the compressed file ends too early; it was cut off') from None
            except (gzip.BadGzipFile, zlib.error) as error:
                raise Refusal(self.name, f'the compressed file is damaged ({error})') from None
            except OSError as error:
                raise Refusal(self.name, f'cannot be read: {told(error)}') from None
            if not block:
                return
            self.bytes = self.bytes + len(block) if self.stream else self.file.tell()
            self.watch(self)
            yield block

    def _again(self):
        self.file.seek(0)
        self.bytes = 0
        self.opened = self._open()

    # The encoding -----------------------------------------------------------

    def _find_encoding(self, asked):
        blocks = self._blocks()
        first = next(blocks, b'')
        mark, marked = next(((mark, encoding) for mark, encoding in MARKS if first.startswith(mark)), (b'', None))
        self.mark = len(mark)
        self.start = first
        if asked:
            try:
                found = codecs.lookup(asked)
                ''.encode(found.name)
            except (LookupError, UnicodeError):
                raise Usage(f'no encoding is called {asked}; known are utf-8, gb18030, latin-1, cp1252, big5, utf-16 and so on') from None
            self.encoding = WIDER.get(found.name, found.name)
            if marked and self.encoding.startswith('utf-16') and marked.startswith('utf-16'):
                self.encoding = marked
            if marked and marked != self.encoding:
                raise Refusal(self.name, f'begins with the mark of {SHOWN[marked]}, which {asked} has not; leave out --encoding')
        elif marked or self.stream:
            self.encoding = marked or 'utf-8'
        else:
            self.encoding = self._guess(itertools.chain([first], blocks))
            self._again()
            self.start = b''

    def _guess(self, blocks):
        """UTF-8 if the whole of it is: the first high byte may come after millions of rows."""
        decoder = codecs.getincrementaldecoder('utf-8')()
        fitting = 0
        for block in itertools.chain(blocks, [b'']):
            try:
                fitting += len(block) - len(decoder.decode(block, final=not block))
            except UnicodeDecodeError as error:
                fitting += error.start - len(error.object[:error.start].decode())
                sample = error.object[error.object.rfind(b'\n', 0, error.start) + 1:]
                break
        else:
            return 'utf-8'
        while len(sample) < SAMPLE and (block := next(blocks, b'')):
            sample += block
        sample = sample[:sample.rfind(b'\n') + 1] or sample
        fitting += sum(len(c) - 1 for c in UTF8_CHARACTER.findall(sample))
        alone = sum(map(len, HIGH_BYTES.findall(UTF8_CHARACTER.sub(b'', sample))))
        if fitting > 2 * alone:
            self._refuse_broken()
        chinese = looks_chinese(sample)
        encoding = 'gb18030' if chinese else 'cp1252'
        text = sample.decode(encoding, 'replace')
        label = re.search('[^,;\t|"\r\n]*[^\x00-\x7f][^,;\t|"\r\n]*', text).group().strip()
        self.guessed = f'{SHOWN[encoding]} (guessed; it makes "{label[:60]}"; --encoding NAME)'
        return encoding

    def _refuse_broken(self):
        """Reads it as UTF-8 up to where it is not."""
        self._again()
        self.encoding, self.start = 'utf-8', b''
        for _ in self.lines():
            pass

    @property
    def encoding_shown(self):
        return SHOWN.get(self.encoding, self.encoding)

    # Lines ------------------------------------------------------------------

    def _misfit(self, error, rest, line, final):
        """Bytes that do not fit the encoding, by line and column."""
        before = rest + error.object[:error.start].decode(self.encoding)
        column = len(before) - max(before.rfind('\n'), before.rfind('\r'))
        bad = ' '.join(f'{byte:02X}' for byte in error.object[error.start:error.start + 4])
        hint = 'the file may be cut off' if final else 'is it in another encoding? --encoding NAME, as gb18030 or latin-1'
        return Refusal(self.name, f'the bytes {bad} are not {self.encoding_shown}; {hint}', line + line_ends(before) + 1, column)

    def lines(self):
        """Lines with their ends, as csv wants them."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        rest, line, skip = '', 0, self.mark
        for block in itertools.chain([self.start], self._blocks(), [None]):
            final = block is None
            block = b'' if final else block
            if skip and block:
                block, skip = block[skip:], 0
            try:
                text = rest + decoder.decode(block, final)
            except UnicodeDecodeError as error:
                raise self._misfit(error, rest, line, final) from None
            # A CR at the end may be half of CR LF.
            end = len(text) if final else max(text.rfind('\n'), text.rfind('\r', 0, max(len(text) - 1, 0))) + 1
            text, rest = text[:end], text[end:]
            if len(rest) > LONGEST_LINE:
                raise Refusal(self.name, f'a line longer than {LONGEST_LINE:,} characters: this is no table', line + line_ends(text) + 1)
            line += line_ends(text)
            yield from io.StringIO(text.replace('\0', NUL), newline='')
