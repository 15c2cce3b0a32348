import type { FastifyReply } from 'fastify';
import type { Exchange } from '../sign-in-visit.ts';
import { showPage } from './show-page.tsx';
import { SignInView, type SignInViewProps } from './sign-in-view.tsx';
import { loginAddress } from './step-addresses.ts';

/** Sends the page for user name and password. */
export function showSignIn(exchange: Exchange, props: SignInViewProps): FastifyReply {
  const { tokens, address, userName, error } = props;
  return showPage(
    exchange,
    { pgid: 'ConvergedSignIn', urlPost: loginAddress(address), tokens, userName, error },
    <SignInView {...props} />,
  );
}
