/**
 * The life of a record: every situation (across) and everything that can happen there (down).
 *
 *     W waiting   S sending   U unknown   A unknown, a person is asked   C conflict   R refused   G gone   Y synced
 *     .  nothing changes at all
 *
 * The same table four times: as it is; after a newer edit (what an answer speaks of is superseded); discarded; both.
 * Where a newer edit leads out of a situation (refused, gone, synced: all to waiting) its column goes on from there.
 */
export const PLAIN = `
                 new posting looking asked worn-out taken absent reposting no-post synced adopted edited putting put-lost no-put conflict gone
edited           W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      C        W
noted            W   S       U       A     A        U     W      S         R       Y      Y       W      S       W        R      C        G
discarded        W   S       U       A     A        U     W      S         R       .      .       W      S       W        R      C        G
undone           .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
retried          W   .       .       .     U        .     W      .         W       .      .       W      .       W        W      .        .
settled-mine     .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
settled-theirs   .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      Y        .
it-is-this       .   .       .       Y     .        .     .      .         .       .      .       .      .       .        .      .        .
none-of-these    .   .       .       U     .        .     .      .         .       .      .       .      .       .        .      .        .
created-again    .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        W
started          S   .       .       .     .        .     S      .         .       .      .       S      .       S        .      .        .
accepted         .   Y       Y       Y     Y        Y     Y      Y         .       .      Y       .      Y       .        .      .        .
unmoved          .   Y       Y       Y     Y        Y     Y      Y         .       .      Y       .      W       .        .      .        .
refused          .   R       R       R     A        R     W      R         .       .      Y       .      R       .        .      .        .
refused-taken    .   R       R       R     A        R     W      U         .       .      Y       .      R       .        .      .        .
not-sent         .   W       .       .     .        .     .      W         .       .      .       .      W       .        .      .        .
outcome-unknown  .   U       .       .     .        .     .      U         .       .      .       .      W       .        .      .        .
checked-same     .   .       .       .     .        .     .      .         .       .      .       W      .       W        .      .        .
checked-ours     .   .       .       .     .        .     .      .         .       .      .       Y      .       Y        .      .        .
checked-other    .   .       .       .     .        .     .      .         .       .      .       C      .       C        .      .        .
pulled-same      .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
pulled-ours      .   .       .       .     .        .     .      .         .       Y      Y       Y      .       Y        Y      Y        .
pulled-other     .   .       .       .     .        .     .      .         .       Y      Y       C      .       C        C      .        .
check-refused    R   .       .       .     .        .     R      .         .       .      .       R      .       R        .      .        .
reopened         .   .       .       .     .        .     .      .         W       .      .       .      .       .        W      .        .
put-off          W   .       U       A     A        U     W      .         .       .      .       W      .       W        .      .        .
gone             .   .       .       .     .        .     .      .         .       .      .       G      G       G        .      .        .
found            .   .       Y       Y     Y        Y     Y      .         .       .      .       .      .       .        .      .        .
cannot-tell      .   .       A       A     A        A     .      .         .       .      .       .      .       .        .      .        .
cannot-prove     .   .       A       .     .        A     .      .         .       .      .       .      .       .        .      .        .
not-found-yet    .   .       U       .     .        R     .      .         .       .      .       .      .       .        .      .        .
not-found        .   .       W       .     .        R     .      .         .       .      .       .      .       .        .      .        .
disproved        .   .       .       .     .        .     .      .         .       .      U       .      .       .        .      .        .
suspected        .   .       U       A     A        U     U      S         .       .      .       .      .       .        .      .        .
taken-back       .   .       .       .     .        .     .      .         .       .      .       Y      .       .        Y      Y        G
`;

export const SUPERSEDED = `
                 new posting looking asked worn-out taken absent reposting no-post synced adopted edited putting put-lost no-put conflict gone
edited           W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      C        W
noted            W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      C        W
discarded        W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      C        W
undone           .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
retried          W   .       .       .     U        .     W      .         W       W      W       W      .       W        W      .        W
settled-mine     .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
settled-theirs   .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
it-is-this       .   .       .       W     .        .     .      .         .       .      .       .      .       .        .      .        .
none-of-these    .   .       .       U     .        .     .      .         .       .      .       .      .       .        .      .        .
created-again    .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
started          S   .       .       .     .        .     S      .         S       S      S       S      .       S        S      .        S
accepted         .   W       W       W     W        W     W      W         .       .      W       .      W       .        .      .        .
unmoved          .   W       W       W     W        W     W      W         .       .      W       .      W       .        .      .        .
refused          .   W       W       W     A        W     W      W         .       .      W       .      W       .        .      .        .
refused-taken    .   W       W       W     A        W     W      U         .       .      W       .      W       .        .      .        .
not-sent         .   W       .       .     .        .     .      W         .       .      .       .      W       .        .      .        .
outcome-unknown  .   U       .       .     .        .     .      U         .       .      .       .      W       .        .      .        .
checked-same     .   .       .       .     .        .     .      .         .       W      W       W      .       W        W      .        W
checked-ours     .   .       .       .     .        .     .      .         .       W      W       W      .       W        W      .        W
checked-other    .   .       .       .     .        .     .      .         .       W      W       C      .       C        C      .        C
pulled-same      .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
pulled-ours      .   .       .       .     .        .     .      .         .       W      W       W      .       W        W      W        W
pulled-other     .   .       .       .     .        .     .      .         .       W      W       C      .       C        C      .        C
check-refused    R   .       .       .     .        .     R      .         R       R      R       R      .       R        R      .        R
reopened         .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
put-off          W   .       U       A     A        U     W      .         W       W      W       W      .       W        W      .        W
gone             .   .       .       .     .        .     .      .         .       G      G       G      W       G        G      .        G
found            .   .       W       W     W        W     W      .         .       .      .       .      .       .        .      .        .
cannot-tell      .   .       A       A     A        A     .      .         .       .      .       .      .       .        .      .        .
cannot-prove     .   .       A       .     .        A     .      .         .       .      .       .      .       .        .      .        .
not-found-yet    .   .       U       .     .        U     .      .         .       .      .       .      .       .        .      .        .
not-found        .   .       W       .     .        W     .      .         .       .      .       .      .       .        .      .        .
disproved        .   .       .       .     .        .     .      .         .       .      U       .      .       .        .      .        .
suspected        .   .       U       A     A        U     U      S         .       .      .       .      .       .        .      .        .
taken-back       .   .       .       .     .        .     .      .         .       .      .       W      .       .        W      W        W
`;

/** Synced records can't be discarded: their columns are as they were. */
export const DISCARDED = `
                 new posting looking asked worn-out taken absent reposting no-post synced adopted edited putting put-lost no-put conflict gone
edited           W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      W        W
noted            W   S       U       A     A        U     W      S         W       Y      Y       Y      S       W        Y      Y        G
discarded        .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
undone           W   S       U       A     A        U     W      S         R       .      .       W      S       W        R      C        G
retried          .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
settled-mine     .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
settled-theirs   .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      Y        .
it-is-this       .   .       .       Y     .        .     .      .         .       .      .       .      .       .        .      .        .
none-of-these    .   .       .       U     .        .     .      .         .       .      .       .      .       .        .      .        .
created-again    .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        W
started          .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
accepted         .   Y       Y       Y     Y        Y     Y      Y         .       .      Y       .      Y       .        .      .        .
unmoved          .   Y       Y       Y     Y        Y     Y      Y         .       .      Y       .      W       .        .      .        .
refused          .   R       R       R     A        R     W      R         .       .      Y       .      R       .        .      .        .
refused-taken    .   R       R       R     A        R     W      U         .       .      Y       .      R       .        .      .        .
not-sent         .   W       .       .     .        .     .      W         .       .      .       .      W       .        .      .        .
outcome-unknown  .   U       .       .     .        .     .      U         .       .      .       .      W       .        .      .        .
checked-same     .   .       .       .     .        .     .      .         .       .      .       W      .       W        .      .        .
checked-ours     .   .       .       .     .        .     .      .         .       .      .       Y      .       Y        .      .        .
checked-other    .   .       .       .     .        .     .      .         .       .      .       C      .       C        .      .        .
pulled-same      .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
pulled-ours      .   .       .       .     .        .     .      .         .       Y      Y       Y      .       Y        Y      Y        .
pulled-other     .   .       .       .     .        .     .      .         .       Y      Y       C      .       C        C      .        .
check-refused    R   .       .       .     .        .     R      .         .       .      .       R      .       R        .      .        .
reopened         .   .       .       .     .        .     .      .         W       .      .       .      .       .        W      .        .
put-off          W   .       U       A     A        U     W      .         .       .      .       W      .       W        .      .        .
gone             .   .       .       .     .        .     .      .         .       .      .       G      G       G        .      .        .
found            .   .       Y       Y     Y        Y     Y      .         .       .      .       .      .       .        .      .        .
cannot-tell      .   .       A       A     A        A     .      .         .       .      .       .      .       .        .      .        .
cannot-prove     .   .       A       .     .        A     .      .         .       .      .       .      .       .        .      .        .
not-found-yet    .   .       U       .     .        R     .      .         .       .      .       .      .       .        .      .        .
not-found        .   .       W       .     .        R     .      .         .       .      .       .      .       .        .      .        .
disproved        .   .       .       .     .        .     .      .         .       .      U       .      .       .        .      .        .
suspected        .   .       U       A     A        U     U      S         .       .      .       .      .       .        .      .        .
taken-back       .   .       .       .     .        .     .      .         .       .      .       Y      .       .        Y      Y        G
`;

export const BOTH = `
                 new posting looking asked worn-out taken absent reposting no-post synced adopted edited putting put-lost no-put conflict gone
edited           W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      W        W
noted            W   S       U       A     A        U     W      S         W       Y      Y       Y      S       W        Y      Y        Y
discarded        .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
undone           W   S       U       A     A        U     W      S         W       W      W       W      S       W        W      C        W
retried          .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
settled-mine     .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
settled-theirs   .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
it-is-this       .   .       .       W     .        .     .      .         .       .      .       .      .       .        .      .        .
none-of-these    .   .       .       U     .        .     .      .         .       .      .       .      .       .        .      .        .
created-again    .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
started          .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
accepted         .   W       W       W     W        W     W      W         .       .      W       .      W       .        .      .        .
unmoved          .   W       W       W     W        W     W      W         .       .      W       .      W       .        .      .        .
refused          .   W       W       W     A        W     W      W         .       .      W       .      W       .        .      .        .
refused-taken    .   W       W       W     A        W     W      U         .       .      W       .      W       .        .      .        .
not-sent         .   W       .       .     .        .     .      W         .       .      .       .      W       .        .      .        .
outcome-unknown  .   U       .       .     .        .     .      U         .       .      .       .      W       .        .      .        .
checked-same     .   .       .       .     .        .     .      .         .       W      W       W      .       W        W      .        W
checked-ours     .   .       .       .     .        .     .      .         .       W      W       W      .       W        W      .        W
checked-other    .   .       .       .     .        .     .      .         .       W      W       C      .       C        C      .        C
pulled-same      .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      W        .
pulled-ours      .   .       .       .     .        .     .      .         .       W      W       W      .       W        W      W        W
pulled-other     .   .       .       .     .        .     .      .         .       W      W       C      .       C        C      .        C
check-refused    R   .       .       .     .        .     R      .         R       R      R       R      .       R        R      .        R
reopened         .   .       .       .     .        .     .      .         .       .      .       .      .       .        .      .        .
put-off          W   .       U       A     A        U     W      .         W       W      W       W      .       W        W      .        W
gone             .   .       .       .     .        .     .      .         .       G      G       G      W       G        G      .        G
found            .   .       W       W     W        W     W      .         .       .      .       .      .       .        .      .        .
cannot-tell      .   .       A       A     A        A     .      .         .       .      .       .      .       .        .      .        .
cannot-prove     .   .       A       .     .        A     .      .         .       .      .       .      .       .        .      .        .
not-found-yet    .   .       U       .     .        U     .      .         .       .      .       .      .       .        .      .        .
not-found        .   .       W       .     .        W     .      .         .       .      .       .      .       .        .      .        .
disproved        .   .       .       .     .        .     .      .         .       .      U       .      .       .        .      .        .
suspected        .   .       U       A     A        U     U      S         .       .      .       .      .       .        .      .        .
taken-back       .   .       .       .     .        .     .      .         .       .      .       W      .       .        W      W        W
`;
