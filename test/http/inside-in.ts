/** Words that only the inside knows: places in the code, statements, packages, versions, texts of errors that are not ours. */
const inside =
  /node_modules|file:\/\/|\/(?:home|root|tmp|usr|var|work|app)\/|\bat \S+ \(|\.[cm]?[jt]s:\d+|sqlite|\bSELECT \b|\bINSERT \b|express|body-parser|llhttp|\bjose\b|\bzod\b|\bpino\b|kafkajs|mongodb|undici|\bnode\/|\bv?\d+\.\d+\.\d+\b|\b(?:Type|Syntax|Range|Reference|Assertion)Error\b|\bE(?:CONN|NOENT|PIPE|ACCES)[A-Z]*\b|Unexpected (?:token|end)|is not a function|Cannot read|undefined|\[object /i;

/** Versions of formats, which everybody may know: of HTTP, of OpenAPI, of the Prometheus text. */
const formats = /HTTP\/1\.1|"openapi":"3\.1\.1"|version=0\.0\.4/g;

/** What an answer tells of the inside; undefined where it tells nothing. */
export const insideIn = (answer: string): string | undefined => inside.exec(answer.replaceAll(formats, ''))?.[0];
