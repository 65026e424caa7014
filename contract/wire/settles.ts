/** Whether a message answers a request: it carries the request's id back. */
export function carriesId(request: { readonly id: string }, answer: object): boolean {
  return 'id' in answer && answer.id === request.id;
}
