{{- /* The rule files by name, as JSON: toYaml would take the last line's end. */ -}}
{{- define "falco-responder.rules" -}}
{{- $rules := dict "rules.yaml" (include "falco-responder.read" (dict "root" . "file" "base/rules/rules.yaml")) -}}
{{- include "falco-responder.lay" (dict "into" $rules "over" .Values.customRules) -}}
{{- toJson $rules -}}
{{- end -}}

{{- /* The program's configuration: that of the base, letter by letter where nothing is set. */ -}}
{{- define "falco-responder.config" -}}
{{- $text := include "falco-responder.read" (dict "root" . "file" "base/config.yaml") -}}
{{- $config := fromYaml $text -}}
{{- $own := deepCopy .Values.config -}}
{{- $more := keys (omit .Values.customRules "rules.yaml") | sortAlpha -}}
{{- if $more -}}
{{- $files := list $config.rules.files -}}
{{- range $more -}}
{{- $files = append $files (printf "%s/%s" (dir $config.rules.files) .) -}}
{{- end -}}
{{- include "falco-responder.lay" (dict "into" $own "over" (dict "rules" (dict "files" (join "," $files)))) -}}
{{- end -}}
{{- with .Values.terminationGracePeriodSeconds -}}
{{- $grace := dict "shutdown" (dict "pod-grace" (printf "%ds" (int .))) -}}
{{- include "falco-responder.lay" (dict "into" $own "over" $grace) -}}
{{- end -}}
{{- if $own -}}
{{- include "falco-responder.lay" (dict "into" $config "over" $own) -}}
{{- toYaml $config -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- end -}}

{{- define "falco-responder.image" -}}
{{- $repository := default .base .root.Values.image.repository -}}
{{- with .root.Values.image.registry }}{{ . }}/{{ end -}}
{{- $repository }}:{{ default .root.Chart.AppVersion .root.Values.image.tag -}}
{{- end -}}

{{- define "falco-responder.secret" -}}
{{- default (printf "%s-nats" (include "falco-responder.fullname" .)) .Values.existingSecret -}}
{{- end -}}
