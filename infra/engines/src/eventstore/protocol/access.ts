import { type Metadata, status } from '@grpc/grpc-js';
import { accessDenied, CallFailure } from './call-failure.ts';

export type Credentials = {
  username: string;
  password: string;
  /** False: a user without groups, who has normal streams only, neither $all nor `$...`. Default true. */
  mayReadAll?: boolean;
};

export type Access = {
  /** Throws where the call does not carry the credentials. */
  checkLogin(metadata: Metadata): void;
  mayUse(stream: string): boolean;
  /** Throws AccessDenied. */
  checkRights(stream: string): void;
};

/** Without credentials the node is an insecure one: everybody may do everything. */
export function createAccess(credentials: Credentials | undefined): Access {
  const mayUse = (stream: string): boolean => !stream.startsWith('$') || (credentials?.mayReadAll ?? true);
  return {
    checkLogin: (metadata) => {
      if (credentials === undefined) return;
      const wanted = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
      if (metadata.get('authorization')[0] !== wanted) throw new CallFailure(status.UNAUTHENTICATED, 'Not Authenticated');
    },
    mayUse,
    checkRights: (stream) => {
      if (!mayUse(stream)) throw accessDenied();
    },
  };
}
