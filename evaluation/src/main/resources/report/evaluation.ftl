<#function cell value><#return value?replace("|", "\\|")?replace("\n", " ")></#function>
# Evaluation of run ${run}<#if baseline?has_content>, against run ${baseline}</#if>

**${verdict.headline}**

<#list verdict.reasons as reason>
- ${reason}
</#list>

<#list figures as figure>
- ${figure.label}: **${figure.value}** (${figure.note})
</#list>

<#list sections as section>
## ${section.title}

<#list section.paragraphs as paragraph>
${paragraph}

</#list>
<#list section.tables as table>
### ${table.title}

<#if table.lead??>
${table.lead}

</#if>
| <#list table.columns as column>${column.name}<#sep> | </#sep></#list> |
| <#list table.columns as column><#if column.numeric>---:<#else>---</#if><#sep> | </#sep></#list> |
<#list table.rows as row>
| <#list row as value>${cell(value.text)}<#if value.note?? && table.columns[value?index].numeric> (${cell(value.note)})</#if><#sep> | </#sep></#list> |
</#list>

</#list>
</#list>
