/** Words that only the inside knows: places in the code, statements, packages, versions, texts of errors that are not ours. */
const inside =
  /node_modules|file:\/\/|\/(?:home|root|tmp|usr|var|work|app)\/|\bat \S+ \(|\.[cm]?[jt]s:\d+|sqlite|\bSELECT \b|\bINSERT \b|express|body-parser|llhttp|\bjose\b|\bzod\b|\bpino\b|kafkajs|mongodb|undici|\bnode\/|\bv?\d+\.\d+\.\d+\b|\b(?:Type|Syntax|Range|Reference|Assertion)Error\b|\bE(?:CONN|NOENT|PIPE|ACCES)[A-Z]*\b|Unexpected (?:token|end)|is not a function|Cannot read|undefined|\[object /i;

/** Versions of formats, which everybody may know: of HTTP, of OpenAPI, of the Prometheus text. */
const formats = /HTTP\/1\.1|"openapi":"3\.1\.1"|version=0\.0\.4/g;

/** What an answer tells of the inside; undefined where it tells nothing. */
export const insideIn = (answer: string): string | undefined => inside.exec(answer.replaceAll(formats, ''))?.[0];

const name = 'tells_nothing_of_the_inside';

/** The same as a check of Schemathesis. Of refusals only: they never repeat what was sent, whereas a record may hold any words. */
export const pythonCheck = {
  name,
  source: `import re
import schemathesis

INSIDE = re.compile(${JSON.stringify(inside.source)}, re.IGNORECASE)


@schemathesis.check
def ${name}(ctx, response, case):
    headers = "\\n".join(f"{name}: {value}" for name, values in response.headers.items() for value in values)
    found = INSIDE.search(f"{headers}\\n{response.text}") if response.status_code >= 400 else None
    if found is not None:
        raise AssertionError(f"the answer tells of the inside: {found.group(0)}")
`,
};
