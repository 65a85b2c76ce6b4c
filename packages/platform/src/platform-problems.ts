import type { ProblemRow } from './problem.ts';

/** The rows of the table of errors that no rule of the domain is behind. Each detail tells the caller what to do. */
export const platformProblems = {
  MALFORMED_REQUEST: {
    status: 400,
    fr: {
      title: 'Requête mal formée',
      detail: 'L’adresse, un en-tête ou le corps de la requête ne peut pas être lu. Vérifiez leur encodage, puis renvoyez la requête.',
    },
    en: {
      title: 'Malformed request',
      detail: 'The address, a header or the body of the request cannot be read. Check how they are encoded, then send the request again.',
    },
  },
  MALFORMED_JSON: {
    status: 400,
    fr: {
      title: 'JSON mal formé',
      detail: 'Le corps de la requête n’est pas un objet ou une liste JSON valide. Corrigez la syntaxe, puis renvoyez la requête.',
    },
    en: {
      title: 'Malformed JSON',
      detail: 'The body of the request is not a valid JSON object or list. Mend the syntax, then send the request again.',
    },
  },
  INVALID_BODY: {
    status: 400,
    fr: {
      title: 'Corps de la requête invalide',
      detail: 'Des champs sont absents ou invalides. Corrigez ceux que liste « errors », puis renvoyez la requête avec la même clé.',
    },
    en: {
      title: 'Invalid request body',
      detail: 'Fields are missing or invalid. Correct those listed under “errors”, then send the request again with the same key.',
    },
  },
  INVALID_QUERY: {
    status: 400,
    fr: {
      title: 'Paramètres invalides',
      detail: 'Des paramètres de l’adresse sont absents ou invalides. Corrigez ceux que liste « errors ».',
    },
    en: { title: 'Invalid parameters', detail: 'Parameters of the address are missing or invalid. Correct those listed under “errors”.' },
  },
  IDEMPOTENCY_KEY_MISSING: {
    status: 400,
    fr: {
      title: 'En-tête Idempotency-Key absent',
      detail: 'Ajoutez un en-tête Idempotency-Key : un UUID nouveau pour chaque action, et le même à chaque renvoi de cette action.',
    },
    en: {
      title: 'Idempotency-Key header missing',
      detail: 'Add an Idempotency-Key header: a new UUID for each action, and the same one whenever this action is sent again.',
    },
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    fr: {
      title: 'En-tête Idempotency-Key invalide',
      detail: 'La clé doit être un UUID en minuscules. Créez un UUID pour l’action et gardez-le pour tous les renvois.',
    },
    en: {
      title: 'Idempotency-Key header invalid',
      detail: 'The key must be a UUID in lower case. Make one for the action and keep it whenever the action is sent again.',
    },
  },
  IF_MATCH_INVALID: {
    status: 400,
    fr: {
      title: 'En-tête If-Match invalide',
      detail: 'Envoyez l’ETag de la dernière réponse tel quel, guillemets compris (par exemple "12"), ou retirez l’en-tête.',
    },
    en: {
      title: 'If-Match header invalid',
      detail: 'Send the ETag of the last answer as it is, with its quotes (for example "12"), or leave the header out.',
    },
  },
  UNAUTHENTICATED: {
    status: 401,
    fr: {
      title: 'Authentification requise',
      detail: 'Connectez-vous, puis envoyez le jeton d’accès dans l’en-tête « Authorization: Bearer … ».',
    },
    en: { title: 'Authentication required', detail: 'Sign in, then send the access token in the header “Authorization: Bearer …”.' },
  },
  TOKEN_EXPIRED: {
    status: 401,
    fr: {
      title: 'Jeton expiré',
      detail:
        'Le jeton d’accès a expiré ou a été émis il y a trop longtemps. Demandez-en un nouveau, puis renvoyez la requête avec la même clé.',
    },
    en: {
      title: 'Token expired',
      detail: 'The access token has run out or was issued too long ago. Get a new one, then send the request again with the same key.',
    },
  },
  TOKEN_REFUSED: {
    status: 401,
    fr: {
      title: 'Jeton refusé',
      detail:
        'Ce jeton d’accès n’est pas valable pour ce service. Reconnectez-vous ; si le refus persiste, transmettez l’identifiant de la requête à votre administrateur.',
    },
    en: {
      title: 'Token refused',
      detail:
        'This access token is not valid for this service. Sign in again; if it is still refused, give the request id to your administrator.',
    },
  },
  FORBIDDEN: {
    status: 403,
    fr: {
      title: 'Action non autorisée',
      detail: 'Votre rôle ne permet pas cette action. Demandez à une personne habilitée ou à votre superviseur.',
    },
    en: { title: 'Not allowed', detail: 'Your role does not allow this action. Ask somebody who may, or your supervisor.' },
  },
  NOT_FOUND: {
    status: 404,
    fr: { title: 'Introuvable', detail: 'Rien n’existe à cette adresse, ou vous n’y avez pas accès. Vérifiez l’adresse et l’identifiant.' },
    en: { title: 'Not found', detail: 'There is nothing at this address, or it is not yours to see. Check the address and the id.' },
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    fr: { title: 'Méthode non admise', detail: 'Cette adresse admet seulement : {allowed}.' },
    en: { title: 'Method not allowed', detail: 'This address takes only: {allowed}.' },
  },
  NOT_ACCEPTABLE: {
    status: 406,
    fr: {
      title: 'Format de réponse non disponible',
      detail: 'La réponse n’existe pas dans le format demandé. Demandez « application/json » dans l’en-tête Accept.',
    },
    en: {
      title: 'Answer not available in this format',
      detail: 'The answer does not exist in the format asked for. Ask for “application/json” in the Accept header.',
    },
  },
  BODY_TOO_LARGE: {
    status: 413,
    fr: {
      title: 'Corps de la requête trop volumineux',
      detail: 'La limite est de {limit} octets. Envoyez moins d’actions à la fois, et les photos ou documents à part.',
    },
    en: {
      title: 'Request body too large',
      detail: 'The limit is {limit} bytes. Send fewer actions at a time, and photos or documents elsewhere.',
    },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    fr: {
      title: 'Type de contenu non pris en charge',
      detail: 'Envoyez du JSON en UTF-8 avec l’en-tête « Content-Type: application/json », sans compression ou en gzip.',
    },
    en: {
      title: 'Unsupported media type',
      detail: 'Send JSON in UTF-8 with the header “Content-Type: application/json”, uncompressed or in gzip.',
    },
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    fr: {
      title: 'Trop de requêtes',
      detail: 'Attendez le délai indiqué par l’en-tête Retry-After (en secondes), puis renvoyez la requête avec la même clé.',
    },
    en: {
      title: 'Too many requests',
      detail: 'Wait as long as the Retry-After header says (in seconds), then send the request again with the same key.',
    },
  },
  INTERNAL: {
    status: 500,
    fr: {
      title: 'Erreur interne',
      detail:
        'L’action n’a peut-être pas été enregistrée. Renvoyez-la avec la même clé ; si l’erreur persiste, transmettez l’identifiant de la requête (« instance ») à votre administrateur.',
    },
    en: {
      title: 'Internal error',
      detail:
        'The action may not have been recorded. Send it again with the same key; if the error stays, give the request id (“instance”) to your administrator.',
    },
  },
  STORE_UNAVAILABLE: {
    status: 503,
    fr: {
      title: 'Service momentanément indisponible',
      detail:
        'Un élément dont le service a besoin ne répond pas. Gardez l’action sur l’appareil et renvoyez-la avec la même clé après le délai de l’en-tête Retry-After.',
    },
    en: {
      title: 'Unavailable for the moment',
      detail:
        'Something that the service needs does not answer. Keep the action on the device and send it again with the same key after the time in the Retry-After header.',
    },
  },
  SHUTTING_DOWN: {
    status: 503,
    fr: {
      title: 'Service en cours d’arrêt',
      detail: 'Ce serveur s’arrête. Renvoyez la requête avec la même clé après le délai de l’en-tête Retry-After.',
    },
    en: {
      title: 'Shutting down',
      detail: 'This server is stopping. Send the request again with the same key after the time in the Retry-After header.',
    },
  },
} as const satisfies Record<string, ProblemRow>;

export type PlatformProblemCode = keyof typeof platformProblems;
