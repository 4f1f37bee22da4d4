interface ByCursor {
  readonly initialPageParam: string | undefined
  getNextPageParam(page: { readonly nextCursor?: string | undefined }): string | undefined
}

/** How the pages of every list follow each other: each says where the next one begins, the last one nothing. */
export const byCursor: ByCursor = {
  initialPageParam: undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor,
}
