"""What the field's words mean here, one sentence each, for the entry beside every term."""

TERMS = {
    "acknowledge": "To acknowledge a notice is to record that the panel has seen it; certainty is"
    " not changed by it.",
    "adjudicator": "An adjudicator settles rounds in which they did not appraise.",
    "advice": "Advice is what a claim asks to be done: strong asks nearly everyone, weak leaves"
    " a choice.",
    "appraisal": "An appraisal is one person's worksheet, made without seeing anybody else's and"
    " frozen when it is submitted.",
    "basis": "The basis of a judgement is what it rests on: a quote, a figure, a reasoned"
    " judgement, or that nothing was reported in what was read.",
    "body": "A body of evidence is the frozen list of papers that is graded for one outcome.",
    "causal language": "Causal language says that one thing brings another about, rather than"
    " that both go together.",
    "certainty": "Certainty of the evidence says how sure one can be of the effect on one outcome:"
    " high, moderate, low or very low.",
    "chair": "A chair runs the panel: opens rounds, assigns, publishes.",
    "claim": "A claim is a passage of a paper, word for word, that states or advises something.",
    "citation": "A citation says that a claim rests on another paper of the panel, is contradicted"
    " by it, or mentions it.",
    "cue": "A cue is a word or phrase from which the wording was read.",
    "directness": "Directness says whether a cited paper speaks to the claim’s own population,"
    " intervention, comparator and outcome, or to others like them.",
    "dissent": "A dissent is an appraiser's minority statement, published beside the verdict and"
    " edited by nobody else.",
    "edition": "An edition is a numbered, permanent release of what the panel has published.",
    "evidence side": "The side of the evidence says whether it stands with the claim or against"
    " it; certainty does not say.",
    "exception": "An exception is one of five known situations in which strong advice on low"
    " certainty is defensible.",
    "flag": "A flag is a finding on how a claim is worded, held against its evidence.",
    "identifier": "An identifier names one paper: a DOI, a PMID or a PMCID, with how we know it.",
    "importance": "Importance says how much an outcome matters to the question; only critical"
    " ones decide the certainty of a claim.",
    "instrument": "An instrument is a published way of judging, with its questions, answers and"
    " rules.",
    "interest": "An interest is whatever could seem to sway a member; it is declared for a year,"
    " and some bar from judging.",
    "kind": "The kind of a claim is what it is in its paper: background, result, conclusion or"
    " recommendation.",
    "label": "The label is what a reader sees of a claim: how its wording stands against the"
    " certainty of the evidence.",
    "language level": "The language level says how surely a claim is put, from 4, asserted, to 1,"
    " said to be unknown.",
    "motion": "A motion is a proposed verdict: the appraisers see it, and may dissent, before it is"
    " closed and stands.",
    "notice": "A notice is what a publisher did to a paper, such as a retraction, as a source"
    " lists it.",
    "observer": "An observer reads the panel's work and judges nothing.",
    "outcome": "An outcome is one thing that may come of a choice, a benefit or a harm.",
    "overall certainty": "The overall certainty of a claim is the lowest over its critical"
    " outcomes; where a benefit and a harm are graded and all point the same way, a panel may take"
    " that of one which alone would justify the advice.",
    "override": "An override lets a barred person take part in one round, for a reason that"
    " someone else records.",
    "population": "The population is in whom, or in what, a claim says something.",
    "premise": "A premise is the passage of the same text from which a claim is argued.",
    "protocol": "A protocol is what a panel fixes before its first round: which claims it takes,"
    " its instruments, and how differences are settled.",
    "question": "A question compares an intervention with a comparator in a population, as of a"
    " day.",
    "reads as": "“Reads as” adds missing words to a claim, in brackets; it is never shown as a"
    " quotation.",
    "re-evaluation": "A re-evaluation is the task to look at a published claim again, because"
    " something it rests on was listed.",
    "reveal": "The reveal ends a round's blinding: from then on the panel sees every appraisal.",
    "reviewer": "A reviewer proposes claims and appraises where assigned.",
    "round": "A round is one blinded pass in which several people appraise the same thing with"
    " the same instrument.",
    "scope": "The scope says whether a claim reports what one study found or speaks in general.",
    "settle": "To settle a round is to give the panel's own answers; the instrument computes the"
    " result from them.",
    "source": "A source is one text of a paper, kept as it was; a correction makes a new one.",
    "stance": "The stance of a citation is what the cited paper does to the claim: it supports or"
    " contradicts it, or is only mentioned.",
    "surrogate": "A surrogate outcome stands for another that matters to patients.",
    "target": "The target says what the certainty is certainty of: any effect, or one of a size"
    " that matters.",
    "verdict": "A verdict is a round's settled result, with how it was reached.",
    "wording": "The wording is how a claim is put, whatever may be true of it.",
}
